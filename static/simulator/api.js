// What the page asks of the server.

/** Something went wrong, in words for the page. */
export class Trouble extends Error {}

async function answer(request) {
  let response;
  try {
    response = await request;
  } catch {
    throw new Trouble("Server tidak menjawab. Apakah `make run` masih berjalan?");
  }
  const body = response.status === 204 ? {} : await response.json().catch(() => ({}));
  if (!response.ok) throw new Trouble(body.error ?? `Server menjawab ${response.status}. Coba lagi sebentar lagi.`);
  return body;
}

export function ask(path, parameters = {}) {
  return answer(fetch(`/simulator/${path}?${new URLSearchParams(parameters)}`));
}

export function post(path, fields) {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    for (const one of Array.isArray(value) ? value : [value]) body.append(name, one);
  }
  return answer(fetch(`/simulator/${path}`, { method: "POST", body }));
}

/** 32 hex digits: what makes a message's sid its own. */
export function newRef() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
