curl --fail-with-body --silent --show-error "$BACKLINE_URL/graphql" \
  --header "authorization: Bearer $BACKLINE_TOKEN" \
  --header 'content-type: application/json' \
  --data @- <<JSON
{
  "query": "mutation Limited(\$input: CreateApiTokenInput!) { createApiToken(input: \$input) { secret apiToken { id limitedTo { integrationId groupPath } } userErrors { code message path } } }",
  "variables": {
    "input": {
      "name": "report of acme",
      "scopes": ["READ"],
      "limitedTo": [{ "integrationId": "$INTEGRATION_ID", "groupPath": "acme" }]
    }
  }
}
JSON
