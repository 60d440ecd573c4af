curl --fail-with-body --silent --show-error --get "$BACKLINE_URL/export/findings.csv" \
  --header "authorization: Bearer $BACKLINE_TOKEN" \
  --data-urlencode 'filter={"state": ["OPEN"], "severity": ["CRITICAL", "HIGH"]}' \
  --output findings.csv
