// The look of the reader page: one sheet, light and dark, no script and nothing from elsewhere.

export const readerStyle = `
:root{color-scheme:light dark;--ink:#1c1f23;--soft:#5c6570;--line:#e2e5e9;--page:#fbfbfa;--card:#fff;--accent:#0f6b5c}
@media(prefers-color-scheme:dark){:root{--ink:#e8eaed;--soft:#9aa4af;--line:#2c3238;--page:#14171a;--card:#1b1f23;--accent:#5cc2ae}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);font:16px/1.55 system-ui,sans-serif}
main{max-width:60rem;margin:0 auto;padding:2.5rem 1.25rem 5rem}
h1{font-size:1.9rem;margin:0 0 .25rem;letter-spacing:-.01em}
h2{font-size:1.15rem;margin:2.75rem 0 .75rem}
h3{font-size:.85rem;margin:1rem 0 .35rem;color:var(--soft);font-weight:600}
p{max-width:44rem;margin:.25rem 0 1rem;color:var(--soft)}
a{color:var(--accent)}
nav{display:flex;flex-wrap:wrap;gap:.35rem 1rem;margin-top:1.5rem}
details{background:var(--card);border:1px solid var(--line);border-radius:.6rem;margin:.5rem 0}
summary{cursor:pointer;padding:.7rem .9rem;display:flex;flex-wrap:wrap;gap:.25rem .75rem;align-items:baseline}
summary:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:.6rem}
summary b{font:600 .8rem ui-monospace,monospace;color:var(--accent);min-width:3.6rem}
code,pre{font:.86rem/1.5 ui-monospace,monospace}
summary span{color:var(--soft);flex-basis:100%}
@media(min-width:44rem){summary span{flex-basis:auto;margin-left:auto}}
section{padding:0 .9rem .9rem;border-top:1px solid var(--line)}
table{width:100%;border-collapse:collapse}
td{padding:.3rem .75rem .3rem 0;border-bottom:1px solid var(--line);vertical-align:top}
pre{margin:0;padding:.75rem;background:var(--page);border-radius:.4rem;overflow:auto;max-height:26rem;white-space:pre}
`;
