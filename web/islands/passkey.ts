// Forms that a passkey fills: data-passkey="create" or "get". The button of the form asks for a challenge, the browser asks the person, and the form
// goes to the server with what the device made. Without this script the form is sent empty, and its page says what is missing.

const bytes = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
const text = (buffer: ArrayBuffer | null): string =>
  buffer ? btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "") : "";

type Written = { id: string; type: "public-key" };
const read = (list: Written[]): PublicKeyCredentialDescriptor[] => list.map(({ id, type }) => ({ id: bytes(id), type }));

async function options(address: string): Promise<any> {
  const answer = await fetch(address, { headers: { accept: "application/json" }, credentials: "same-origin" });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return answer.json();
}

async function create(address: string): Promise<Record<string, string>> {
  const asked = await options(address);
  const made = (await navigator.credentials.create({
    publicKey: {
      ...asked, challenge: bytes(asked.challenge), user: { ...asked.user, id: bytes(asked.user.id) },
      excludeCredentials: read(asked.excludeCredentials),
    },
  })) as PublicKeyCredential;
  const answer = made.response as AuthenticatorAttestationResponse;
  return { client_data: text(answer.clientDataJSON), attestation: text(answer.attestationObject) };
}

async function get(address: string): Promise<Record<string, string>> {
  const asked = await options(address);
  const made = (await navigator.credentials.get({
    publicKey: { ...asked, challenge: bytes(asked.challenge), allowCredentials: read(asked.allowCredentials) },
  })) as PublicKeyCredential;
  const answer = made.response as AuthenticatorAssertionResponse;
  return {
    credential: text(made.rawId), client_data: text(answer.clientDataJSON), authenticator_data: text(answer.authenticatorData),
    signature: text(answer.signature), user_handle: text(answer.userHandle),
  };
}

for (const box of document.querySelectorAll<HTMLElement>("[data-passkey]")) {
  const form = box.querySelector("form");
  const told = box.querySelector<HTMLElement>("[role=status]");
  if (!form || !told || !window.PublicKeyCredential) continue;
  let busy = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (busy) return;
    busy = true;
    told.textContent = box.dataset.waits ?? "";
    try {
      const made = await (box.dataset.passkey === "create" ? create : get)(box.dataset.options ?? "");
      for (const [name, value] of Object.entries(made)) {
        const field = form.elements.namedItem(name);
        if (field instanceof HTMLInputElement) field.value = value;
      }
      form.submit();
    } catch (fault) {
      // InvalidStateError: the device has one already. All else, a person who thought better of it too, is one for the browser (§5.1.3).
      const there = fault instanceof DOMException && fault.name === "InvalidStateError";
      told.textContent = (there ? box.dataset.there : box.dataset.refused) ?? "";
      busy = false;
    }
  });
}
