import classes from './keys.module.css';

/** Keys as they stand on the reader's keyboard. */
export function Keys({ keys }: { readonly keys: string }) {
  return (
    <span className={classes.keys}>
      {keys.split('+').map((key) => (
        <kbd key={key} className={classes.key}>
          {keyName(key)}
        </kbd>
      ))}
    </span>
  );
}

function keyName(key: string): string {
  if (key === 'Mod') return /mac|iphone|ipad/i.test(navigator.userAgent) ? '⌘' : 'Ctrl';
  return key.length === 1 ? key.toUpperCase() : key;
}
