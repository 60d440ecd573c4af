export { Button } from './button';
export { Field } from './field';
