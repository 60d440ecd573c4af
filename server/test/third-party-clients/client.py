"""Does a client's ordinary work with python-gitlab and prints what it saw as one JSON object."""

import json
import sys

import gitlab

url, token, path, hook_url = sys.argv[1:5]
client = gitlab.Gitlab(url, private_token=token)
client.auth()
seen = {"version": client.version()[0], "user": client.user.username}

seen["offset"] = [row.id for row in client.projects.list(iterator=True, per_page=20, order_by="id", sort="asc")]
seen["keyset"] = [
    row.id for row in client.projects.list(iterator=True, per_page=20, pagination="keyset", order_by="id", sort="asc")
]
seen["found_users"] = [user.username for user in client.users.list(username=client.user.username)]

project = client.projects.get(path)
seen["project"] = project.path_with_namespace
seen["tree"] = [row["path"] for row in project.repository_tree(recursive=True, iterator=True, per_page=2)]
seen["keyset_tree"] = [
    row["path"] for row in project.repository_tree(recursive=True, iterator=True, per_page=2, pagination="keyset")
]
seen["file"] = project.files.get("package.json", ref="main").decode().decode()
seen["raw"] = project.files.raw("package.json", ref="main").decode()
seen["member"] = project.members_all.get(client.user.id).access_level
seen["languages"] = project.languages()

branch = project.branches.create({"branch": "feat/python", "ref": "main"})
seen["branch"] = project.branches.get("feat/python").name
commit = project.commits.create(
    {
        "branch": branch.name,
        "commit_message": "Change a file",
        "actions": [
            {"action": "update", "file_path": "package.json", "content": '{"name":"python"}\n'},
            {"action": "create", "file_path": "docs/a b.md", "content": "# A\n"},
        ],
    }
)
seen["commit_stats"] = commit.stats
seen["changed"] = [diff["new_path"] for diff in commit.diff()]

request = project.mergerequests.create(
    {"title": "From python", "source_branch": branch.name, "target_branch": "main", "labels": ["one", "two"]}
)
request.labels = ["two", "three"]
request.description = "Changed"
request.save()
request.notes.create({"body": "A note"})
request = project.mergerequests.get(request.iid)
seen["merge_request"] = {"iid": request.iid, "labels": sorted(request.labels), "description": request.description}
seen["notes"] = [note.body for note in request.notes.list(get_all=True) if not note.system]
seen["commits"] = [row.title for row in request.commits()]
seen["open"] = [row.iid for row in project.mergerequests.list(state="opened", get_all=True)]
try:
    project.mergerequests.create({"title": "Again", "source_branch": branch.name, "target_branch": "main"})
except gitlab.exceptions.GitlabCreateError as error:
    seen["duplicate"] = error.response_code
seen["merged"] = request.merge(should_remove_source_branch=True)["state"]

hook = project.hooks.create({"url": hook_url, "push_events": True, "merge_requests_events": True, "token": "secret"})
seen["hooks"] = [(row.url, row.merge_requests_events) for row in project.hooks.list(get_all=True)]
hook.delete()
seen["hooks_left"] = len(project.hooks.list(get_all=True))
try:
    client.projects.get("nobody/nothing")
except gitlab.exceptions.GitlabGetError as error:
    seen["missing"] = [error.response_code, error.error_message]
print(json.dumps(seen))
