import classNames from 'classnames';
import dayjs from 'dayjs';
import { marked } from 'marked';
import { createRoot } from 'react-dom/client';

function Service({ name, isUp, note, since }) {
  return (
    <li className={classNames('service', { down: !isUp })}>
      <strong>{name}</strong> since {dayjs(since).format('D MMM HH:mm')}
      <div dangerouslySetInnerHTML={{ __html: marked.parse(note) }} />
    </li>
  );
}

const services = await (await fetch('/services.json')).json();
createRoot(document.getElementById('root')).render(
  <ul>
    {services.map((service) => (
      <Service key={service.name} {...service} />
    ))}
  </ul>,
);
