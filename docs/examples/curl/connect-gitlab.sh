curl --fail-with-body --silent --show-error "$BACKLINE_URL/graphql" \
  --header "authorization: Bearer $BACKLINE_TOKEN" \
  --header 'content-type: application/json' \
  --data @- <<JSON
{
  "query": "mutation Connect(\$input: ConnectIntegrationInput!) { connectIntegration(input: \$input) { integration { id state } checks { label state message remedy } userErrors { code message path } } }",
  "variables": {
    "input": { "url": "$GITLAB_URL", "token": "$GITLAB_TOKEN", "idempotencyKey": "connect-$GITLAB_URL" }
  }
}
JSON
