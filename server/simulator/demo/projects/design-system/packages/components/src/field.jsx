import { nanoid } from 'nanoid';
import { useState } from 'react';

export function Field({ label }) {
  const [id] = useState(() => nanoid());
  return (
    <p>
      <label htmlFor={id}>{label}</label>
      <input id={id} />
    </p>
  );
}
