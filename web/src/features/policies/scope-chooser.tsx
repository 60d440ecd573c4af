import { useQuery } from '@apollo/client/react';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import { graphql } from '../../generated/policies/gql.js';
import { addressOf } from '../../lib/addresses.js';
import { policyTexts } from '../../texts/policies.js';
import classes from './scope-chooser.module.css';

const integrationsDocument = graphql(/* GraphQL */ `
  query PolicyIntegrations {
    integrations(first: 100) {
      nodes {
        id
        name
      }
    }
  }
`);

/** The way to the policy of an integration or one of its groups. That of a project is a tab of its page. */
export function ScopeChooser() {
  const navigate = useNavigate();
  const { data } = useQuery(integrationsDocument, { fetchPolicy: 'cache-and-network' });
  const integrations = data?.integrations.nodes ?? [];
  const [chosen, setChosen] = useState('');
  const [groupPath, setGroupPath] = useState('');
  const integrationId = chosen === '' ? (integrations[0]?.id ?? '') : chosen;
  if (integrations.length === 0) return null;

  function submit(event: FormEvent) {
    event.preventDefault();
    const path = groupPath.trim().replace(/^\/|\/$/g, '');
    void navigate(
      path === '' ? addressOf.integrationPolicy(integrationId) : addressOf.groupPolicy(integrationId, path),
    );
  }

  return (
    <form className={classes.form} onSubmit={submit}>
      <NativeSelect
        label={policyTexts.chooser.integration}
        value={integrationId}
        data={integrations.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(event) => setChosen(event.currentTarget.value)}
      />
      <TextInput
        label={policyTexts.chooser.group}
        placeholder={policyTexts.chooser.example}
        maxLength={500}
        value={groupPath}
        onChange={(event) => setGroupPath(event.currentTarget.value)}
      />
      <Button type="submit" variant="default">
        {policyTexts.chooser.open}
      </Button>
      <p className="quiet small">{policyTexts.chooser.note}</p>
    </form>
  );
}
