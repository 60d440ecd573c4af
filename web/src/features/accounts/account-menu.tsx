import { Button, Popover, SegmentedControl, UnstyledButton, useMantineColorScheme } from '@mantine/core';
import { ChevronsUpDown } from 'lucide-react';
import { Link, useNavigate } from 'react-router';
import { useOwnLimits } from '../../apollo/own-limits.js';
import { accountTexts } from '../../texts/accounts.js';
import { LimitChips } from '../../ui/limit-chips.js';
import classes from './account-menu.module.css';
import { useSignOut } from './sign-out.js';

const texts = accountTexts.menu;

/** Who is signed in; the choice of light or dark; signing out. */
export function AccountMenu({ name, email }: { readonly name: string; readonly email: string | null }) {
  const signOut = useSignOut();
  const navigate = useNavigate();
  const limits = useOwnLimits();
  return (
    <Popover position="top-start" width={216} shadow="sm" trapFocus transitionProps={{ duration: 80 }}>
      <Popover.Target>
        <UnstyledButton className={classes.button} aria-label={texts.of(name)}>
          <span className={classes.name}>{name}</span>
          <ChevronsUpDown size={14} aria-hidden="true" />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown p="md" aria-label={texts.label}>
        <div className="stack">
          {email !== null && <span className="quiet small">{email}</span>}
          {limits !== null && (
            <div className="stack-tight">
              <span className="quiet small">{accountTexts.limits.ownLabel}</span>
              <LimitChips limits={limits} />
            </div>
          )}
          <Link to="/settings/account">{accountTexts.own.title}</Link>
          <SchemeSwitch />
          <Button variant="default" onClick={() => void signOut().then(() => navigate('/sign-in'))}>
            {texts.signOut}
          </Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

function SchemeSwitch() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <SegmentedControl
      aria-label={texts.colours}
      fullWidth
      size="xs"
      transitionDuration={80}
      value={colorScheme}
      onChange={(value) => {
        if (value === 'light' || value === 'dark' || value === 'auto') setColorScheme(value);
      }}
      data={[
        { value: 'light', label: texts.light },
        { value: 'dark', label: texts.dark },
        { value: 'auto', label: texts.auto },
      ]}
    />
  );
}
