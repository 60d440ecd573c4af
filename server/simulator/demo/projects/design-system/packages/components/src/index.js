export { Button } from './button.jsx';
export { Field } from './field.jsx';
