// Who is signed in, as the server says.
fetch("/api/v1/session")
  .then((answer) => answer.json())
  .then((session) => {
    document.getElementById("state").textContent = session.signed_in
      ? `Đang đăng nhập: ${session.user_name}${session.unit_label ? ` – ${session.unit_label}` : ""}`
      : "Chưa đăng nhập.";
  })
  .catch(() => {
    document.getElementById("state").textContent = "Máy chủ chưa trả lời.";
  });
