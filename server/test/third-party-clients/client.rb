# Does a client's ordinary work with the gem `gitlab` and prints what it saw as one JSON object.
require 'gitlab'
require 'json'

url, token, path, hook_url = ARGV
client = Gitlab.client(endpoint: "#{url}/api/v4", private_token: token)
seen = { version: client.version.version, user: client.user.username }

seen[:offset] = client.projects(per_page: 20, order_by: 'id', sort: 'asc').auto_paginate.map(&:id)
seen[:keyset] = client.projects(per_page: 20, pagination: 'keyset', order_by: 'id', sort: 'asc').auto_paginate.map(&:id)
seen[:found_users] = client.users(username: client.user.username).map(&:username)

project = client.project(path)
seen[:project] = project.path_with_namespace
id = project.id
seen[:tree] = client.tree(id, recursive: true, per_page: 2).auto_paginate.map(&:path)
seen[:keyset_tree] = client.tree(id, recursive: true, per_page: 2, pagination: 'keyset').auto_paginate.map(&:path)
seen[:file] = client.get_file(id, 'package.json', 'main').content.unpack1('m')
seen[:raw] = client.file_contents(id, 'package.json', 'main')
seen[:member] = client.get('/projects/%d/members/all/%d' % [id, client.user.id]).access_level
seen[:languages] = client.get("/projects/#{id}/languages").to_hash

client.create_branch(id, 'feat/ruby', 'main')
seen[:branch] = client.branch(id, 'feat/ruby').name
commit = client.create_commit(
  id, 'feat/ruby', 'Change a file',
  [
    { action: 'update', file_path: 'package.json', content: %({"name":"ruby"}\n) },
    { action: 'create', file_path: 'docs/a b.md', content: "# A\n" }
  ]
)
seen[:commit_stats] = commit.stats.to_hash
seen[:changed] = client.commit_diff(id, commit.id).map(&:new_path)

request = client.create_merge_request(
  id, 'From ruby', source_branch: 'feat/ruby', target_branch: 'main', labels: 'one,two'
)
client.update_merge_request(id, request.iid, labels: 'two,three', description: 'Changed')
client.create_merge_request_note(id, request.iid, 'A note')
request = client.merge_request(id, request.iid)
seen[:merge_request] = { iid: request.iid, labels: request.labels.sort, description: request.description }
seen[:notes] = client.merge_request_notes(id, request.iid).auto_paginate.reject(&:system).map(&:body)
seen[:commits] = client.merge_request_commits(id, request.iid).map(&:title)
seen[:open] = client.merge_requests(id, state: 'opened').auto_paginate.map(&:iid)
begin
  client.create_merge_request(id, 'Again', source_branch: 'feat/ruby', target_branch: 'main')
rescue Gitlab::Error::Conflict => error
  seen[:duplicate] = error.response_status
end
seen[:merged] = client.accept_merge_request(id, request.iid, should_remove_source_branch: true).state

hook = client.add_project_hook(id, hook_url, push_events: true, merge_requests_events: true, token: 'secret')
seen[:hooks] = client.project_hooks(id).map { |row| [row.url, row.merge_requests_events] }
client.delete_project_hook(id, hook.id)
seen[:hooks_left] = client.project_hooks(id).length
begin
  client.project('nobody/nothing')
rescue Gitlab::Error::NotFound => error
  seen[:missing] = [error.response_status, error.response_message]
end
puts JSON.generate(seen)
