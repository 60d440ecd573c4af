import { Html, html } from './html.js';

const CSS = `
:root{color-scheme:light dark;--ground:#fbfbfc;--card:#fff;--ink:#1f2328;--dim:#5b636d;--line:#dcdfe4;--accent:#6a3fb8;--on:#fff;--good:#16703a;--bad:#a8241c;--add:#e4f6e8;--del:#fdeaea;--hunk:#eef0f6}
@media (prefers-color-scheme:dark){:root{--ground:#16181c;--card:#1e2126;--ink:#e4e7eb;--dim:#a2abb6;--line:#343941;--accent:#b79cf0;--on:#16181c;--good:#6fd08f;--bad:#ff9089;--add:#16301f;--del:#3a1c1d;--hunk:#262a34}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:15px/1.5 system-ui,sans-serif}
header{border-bottom:1px solid var(--line);background:var(--card)}
header div,main{max-width:1080px;margin:0 auto;padding:12px 20px}
header div{display:flex;gap:16px;align-items:baseline;flex-wrap:wrap}
header b a{color:inherit;text-decoration:none}
header span{color:var(--dim);font-size:13px}
header nav{margin-left:auto;display:flex;gap:16px}
a{color:var(--accent)}
h1{font-size:22px;margin:16px 0 4px}
h2{font-size:17px;margin:28px 0 8px}
.dim{color:var(--dim)}
table{border-collapse:collapse;width:100%;background:var(--card);border:1px solid var(--line)}
th,td{text-align:left;padding:7px 12px;border-bottom:1px solid var(--line);vertical-align:top}
th{font-size:13px;color:var(--dim);font-weight:600}
code,pre{font:13px/1.5 ui-monospace,Menlo,Consolas,monospace}
.card{background:var(--card);border:1px solid var(--line);border-radius:6px;padding:4px 16px;overflow-x:auto}
.card table{border:1px solid var(--line);margin:12px 0;width:auto}
.state{display:inline-block;border:1px solid currentColor;border-radius:10px;padding:0 10px;font-size:13px;font-weight:600}
.opened,.mergeable{color:var(--good)}.merged{color:var(--accent)}.closed,.conflict{color:var(--bad)}
form{display:inline-block;margin:16px 8px 0 0}
button{font:inherit;font-weight:600;border:1px solid var(--accent);background:var(--accent);color:var(--on);border-radius:6px;padding:6px 18px;cursor:pointer}
button.plain{background:none;color:var(--accent)}
button:focus-visible,a:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.problem{border:1px solid var(--bad);color:var(--bad);border-radius:6px;padding:8px 16px;margin-top:16px}
details.file{background:var(--card);border:1px solid var(--line);border-radius:6px;margin:8px 0}
details.file summary{padding:7px 12px;cursor:pointer}
.diff{margin:0;overflow-x:auto;border-top:1px solid var(--line);padding:4px 0}
.diff span{display:block;padding:0 12px;white-space:pre;min-width:max-content}
.add{background:var(--add)}.del{background:var(--del)}.hunk{background:var(--hunk);color:var(--dim)}
`;

/** A whole page. `root` is the relative root of all addresses. */
export function page(root: string, title: string, content: Html): string {
  const document = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · GitLab simulator</title>
        <link rel="icon" href="data:," />
        <style>
          ${new Html(CSS)}
        </style>
      </head>
      <body>
        <header>
          <div>
            <b><a href="${root}/">GitLab simulator</a></b>
            <span>Not GitLab: a stand-in for tests and demos. Everything is forgotten when it stops.</span>
            <nav aria-label="Main">
              <a href="${root}/">Projects</a
              ><a href="${root}/-/user_settings/personal_access_tokens">Access tokens</a>
            </nav>
          </div>
        </header>
        <main>${content}</main>
      </body>
    </html> `;
  return document.text;
}
