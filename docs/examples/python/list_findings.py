"""Prints every open finding, page by page. Python 3.9 or newer, nothing to install."""

import json
import os
import time
import urllib.error
import urllib.request

QUERY = """
query OpenFindings($after: String) {
  findings(first: 100, after: $after, filter: { state: [OPEN] }) {
    nodes { packageName version severity fixedVersions project { path } }
    pageInfo { hasNextPage endCursor }
  }
}
"""


def ask(query, variables):
    """The data of one operation. Waits and repeats where Backline says when to come back."""
    while True:
        request = urllib.request.Request(
            os.environ["BACKLINE_URL"] + "/graphql",
            data=json.dumps({"query": query, "variables": variables}).encode(),
            headers={
                "authorization": "Bearer " + os.environ["BACKLINE_TOKEN"],
                "content-type": "application/json",
            },
        )
        try:
            with urllib.request.urlopen(request, timeout=30) as response:
                answer = json.load(response)
        except urllib.error.HTTPError as error:
            if error.code in (429, 503) and error.headers.get("retry-after"):
                time.sleep(int(error.headers["retry-after"]))
                continue
            raise SystemExit(f"{error.code}: {error.read().decode()}") from error
        if answer.get("errors"):
            raise SystemExit(answer["errors"][0]["message"])
        return answer["data"]


def open_findings():
    after = None
    while True:
        page = ask(QUERY, {"after": after})["findings"]
        yield from page["nodes"]
        if not page["pageInfo"]["hasNextPage"]:
            return
        after = page["pageInfo"]["endCursor"]


if __name__ == "__main__":
    for finding in open_findings():
        fixed = ", ".join(finding["fixedVersions"]) or "no fix yet"
        print(finding["severity"], finding["project"]["path"], finding["packageName"], finding["version"], "->", fixed)
