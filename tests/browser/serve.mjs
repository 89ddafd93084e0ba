// A web server for this machine alone, which has a strict policy and the websites under a path of its own.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";

const TYPES = { ".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml" };

/** Serve a folder under /a/b/; returns its address, and how to end the server. */
export async function serve(folder) {
  const server = createServer((request, response) => {
    const path = new URL(request.url, "http://localhost").pathname.replace(/^\/a\/b\//, "");
    const type = TYPES[extname(path)] ?? "application/octet-stream";
    try {
      const content = readFileSync(join(folder, path));
      response.writeHead(200, { "content-type": type, "content-security-policy": "default-src 'self'" });
      response.end(content);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((listening) => server.listen(0, "localhost", listening));
  return [`http://localhost:${server.address().port}/a/b`, () => server.close()];
}
