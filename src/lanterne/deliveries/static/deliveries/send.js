// Sends a file for one request, in pieces that survive a broken connection; another press goes on where it stopped.
const PIECE = 16 * 1024 * 1024;

function sender(form) {
  const part = (name) => form.querySelector(`[data-${name}]`);

  function tell(said) {
    part("said").textContent = said;
  }

  function refuse(said) {
    part("refusal").textContent = said;
    part("refusal").hidden = !said;
    part("bar").hidden = Boolean(said);
  }

  async function finish(upload) {
    tell(form.dataset.saysChecking);
    const said = new FormData(form);
    said.set("upload", upload.url.replace(/\/$/, "").split("/").pop());
    const answer = await fetch(form.action, { method: "POST", body: said });
    const told = await answer.json();
    tell("");
    if (answer.ok) location.reload();
    else refuse(told.sentence);
  }

  function failed(error) {
    const response = error.originalResponse;
    const said = response?.getBody();
    if (response && response.getStatus() < 500 && said && !said.startsWith("<")) refuse(said);
    else tell(form.dataset.saysBroken);
  }

  async function send(file) {
    refuse("");
    tell("");
    part("name").textContent = file.name;
    part("bar").hidden = false;
    const upload = new tus.Upload(file, {
      endpoint: form.dataset.endpoint,
      chunkSize: PIECE,
      retryDelays: [0, 1000, 3000, 5000, 10000],
      metadata: { filename: file.name },
      removeFingerprintOnSuccess: true,
      headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
      onProgress: (sent, whole) => {
        part("bar").value = sent / whole;
      },
      onError: failed,
      onSuccess: () => finish(upload),
    });
    const [earlier] = await upload.findPreviousUploads();
    if (earlier) upload.resumeFromPreviousUpload(earlier);
    upload.start();
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  const field = form.querySelector("input[type=file]");
  field.addEventListener("change", () => {
    if (field.files[0]) send(field.files[0]);
    field.value = "";
  });
}

document.querySelectorAll(".door__send").forEach(sender);
