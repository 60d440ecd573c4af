import classNames from 'classnames';

export function Button({ className, ...rest }) {
  return <button className={classNames('button', className)} {...rest} />;
}
