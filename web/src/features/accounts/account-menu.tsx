import { Menu, SegmentedControl, UnstyledButton, useMantineColorScheme } from '@mantine/core';
import { ChevronsUpDown } from 'lucide-react';
import { useNavigate } from 'react-router';
import classes from './account-menu.module.css';
import { useSignOut } from './sign-out.js';

/** Who is signed in; the choice of light or dark; signing out. */
export function AccountMenu({ name, email }: { readonly name: string; readonly email: string | null }) {
  const signOut = useSignOut();
  const navigate = useNavigate();
  return (
    <Menu position="top-start" width={216} withinPortal>
      <Menu.Target>
        <UnstyledButton className={classes.button} aria-label={`Account of ${name}`}>
          <span className={classes.name}>{name}</span>
          <ChevronsUpDown size={14} aria-hidden="true" />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {email !== null && <Menu.Label>{email}</Menu.Label>}
        <div className={classes.scheme}>
          <SchemeSwitch />
        </div>
        <Menu.Divider />
        <Menu.Item onClick={() => void signOut().then(() => navigate('/sign-in'))}>Sign out</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function SchemeSwitch() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <SegmentedControl
      aria-label="Colours"
      fullWidth
      size="xs"
      transitionDuration={80}
      value={colorScheme}
      onChange={(value) => {
        if (value === 'light' || value === 'dark' || value === 'auto') setColorScheme(value);
      }}
      data={[
        { value: 'light', label: 'Light' },
        { value: 'dark', label: 'Dark' },
        { value: 'auto', label: 'Auto' },
      ]}
    />
  );
}
