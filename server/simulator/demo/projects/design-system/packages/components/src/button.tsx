import classNames from 'classnames';
import type { ButtonHTMLAttributes } from 'react';

export function Button({ className, ...rest }: ButtonHTMLAttributes<HTMLButtonElement>) {
  return <button className={classNames('button', className)} {...rest} />;
}
