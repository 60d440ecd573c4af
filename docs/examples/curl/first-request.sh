curl --fail-with-body --silent --show-error "$BACKLINE_URL/graphql" \
  --header "authorization: Bearer $BACKLINE_TOKEN" \
  --header 'content-type: application/json' \
  --data '{"query": "{ viewer { name } projects { totalCount } rateLimit { cost remaining } }"}'
