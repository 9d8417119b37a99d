#include "kernel/http/multipart.h"

#include <algorithm>

#include "kernel/base/text.h"
#include "kernel/http/response.h"

namespace ocop::http {
namespace {

Error broken(std::string detail) { return Error::of(ErrorKind::malformed_request, "multipart: " + std::move(detail)); }

bool is_space(char c) { return c == ' ' || c == '\t'; }

}  // namespace

std::optional<std::string> header_parameter(std::string_view header, std::string_view name) {
  std::size_t at = std::min(header.find(';'), header.size());
  while (at < header.size()) {
    ++at;   // the ';'
    while (at < header.size() && is_space(header[at])) ++at;
    const std::size_t key_end = std::min(header.find_first_of("=;", at), header.size());
    const std::string_view key = text::trim(header.substr(at, key_end - at));
    at = key_end;
    std::string value;
    if (at < header.size() && header[at] == '=') {
      ++at;
      if (at < header.size() && header[at] == '"') {
        // Browsers write a quote inside a name as %22 or \" (WHATWG HTML, form submission); a backslash only escapes a quote, so that
        // the paths that old browsers send stay whole.
        for (++at; at < header.size() && header[at] != '"'; ++at) {
          if (header[at] == '\\' && at + 1 < header.size() && header[at + 1] == '"') ++at;
          value.push_back(header[at]);
        }
        if (at == header.size()) return std::nullopt;
        at = std::min(header.find(';', at), header.size());
      } else {
        const std::size_t end = std::min(header.find(';', at), header.size());
        value = text::trim(header.substr(at, end - at));
        at = end;
      }
    }
    if (same_name(key, name)) return value;
  }
  return std::nullopt;
}

std::optional<std::string> multipart_boundary(std::string_view content_type) {
  if (!same_name(text::trim(content_type.substr(0, content_type.find(';'))), "multipart/form-data")) return std::nullopt;
  auto boundary = header_parameter(content_type, "boundary");
  constexpr std::size_t kMaxBoundary = 70;   // RFC 2046 §5.1.1
  if (!boundary || boundary->empty() || boundary->size() > kMaxBoundary || boundary->back() == ' ') return std::nullopt;
  constexpr std::string_view kMarks = "'()+_,-./:=? ";
  const bool plain = std::all_of(boundary->begin(), boundary->end(), [&](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || kMarks.find(c) != std::string_view::npos;
  });
  if (!plain) return std::nullopt;
  return boundary;
}

MultipartReader::MultipartReader(std::string boundary, Takes takes)
    : delimiter_("\r\n--" + std::move(boundary)), takes_(std::move(takes)), pending_("\r\n") {}

Result<void> MultipartReader::feed(std::string_view piece) {
  if (!fault_)
    if (auto read = go_on(piece); !read) {
      fault_ = read.error();
      pending_ = {};
      part_ = {};
      files_.clear();   // nobody will ask for them: the disk has its room back
    }
  return fault_ ? Result<void>(*fault_) : Result<void>();
}

Result<void> MultipartReader::go_on(std::string_view piece) {
  if (state_ == State::done) return {};   // the epilogue has no meaning
  pending_.append(piece);
  for (;;) {
    OCOP_TRY(again, step());
    if (!again) break;
  }
  pending_.erase(0, taken_);
  taken_ = 0;
  return {};
}

Result<void> MultipartReader::finish() {
  if (fault_) return *fault_;
  if (state_ != State::done) return broken("the closing delimiter is missing");
  return {};
}

Result<bool> MultipartReader::step() {
  switch (state_) {
    case State::preamble: return read_preamble();
    case State::after_delimiter: return read_after_delimiter();
    case State::head: return read_head();
    case State::content: return read_content();
    case State::done: return false;
  }
  return false;
}

Result<bool> MultipartReader::read_preamble() {
  const std::size_t found = pending_.find(delimiter_, taken_);
  if (found == std::string::npos) {
    const std::size_t keep = delimiter_.size() - 1;   // a delimiter may be cut by the end of the piece
    if (pending_.size() - taken_ > keep) taken_ = pending_.size() - keep;
    return false;
  }
  taken_ = found + delimiter_.size();
  state_ = State::after_delimiter;
  return true;
}

// After a delimiter: "--" closes the body; else optional white space and CRLF open a part.
Result<bool> MultipartReader::read_after_delimiter() {
  constexpr std::size_t kMaxPadding = 100;
  const std::string_view rest = std::string_view(pending_).substr(taken_);
  if (rest.size() < 2) return false;
  if (rest.starts_with("--")) {
    state_ = State::done;
    return false;
  }
  const std::size_t end = rest.find("\r\n");
  const std::string_view padding = rest.substr(0, end);
  const bool cut = end == std::string_view::npos && padding.ends_with('\r');
  const bool blank = std::all_of(padding.begin(), padding.end() - (cut ? 1 : 0), is_space);
  if (!blank || padding.size() > kMaxPadding) return broken("a delimiter is not alone on its line");
  if (end == std::string_view::npos) return false;
  if (++parts_ > takes_.limits.parts) return broken("more than " + std::to_string(takes_.limits.parts) + " parts");
  taken_ += end;   // the CRLF stays, so that an empty head is "CRLF CRLF" too
  state_ = State::head;
  return true;
}

Result<bool> MultipartReader::read_head() {
  const std::size_t end = pending_.find("\r\n\r\n", taken_);
  constexpr std::size_t kCutEnd = 3;   // of the bytes so far, these may be a cut CRLF CRLF
  const std::size_t so_far = pending_.size() - taken_;
  const std::size_t length = end != std::string::npos ? end - taken_ : so_far - std::min(so_far, kCutEnd);
  const std::size_t most = takes_.limits.part_head;
  if (length > most) return broken("the head of a part is longer than " + std::to_string(most) + " bytes");
  if (end == std::string::npos) return false;
  OCOP_CHECK(open_part(std::string_view(pending_).substr(taken_, length)));
  taken_ = end + 2;   // the last CRLF may begin the next delimiter: an empty part
  line_end_ = 2;
  state_ = State::content;
  return true;
}

Result<bool> MultipartReader::read_content() {
  // The content starts after the CRLF that read_head() left; keep it until the delimiter is known not to start there.
  const std::size_t found = pending_.find(delimiter_, taken_);
  const std::size_t keep = delimiter_.size() - 1;
  const std::size_t end = found != std::string::npos ? found : (pending_.size() - taken_ > keep ? pending_.size() - keep : taken_);
  OCOP_CHECK(take_content(std::string_view(pending_).substr(taken_, end - taken_)));
  taken_ = end;
  if (found == std::string::npos) return false;
  taken_ = found + delimiter_.size();
  state_ = State::after_delimiter;
  OCOP_CHECK(close_part());
  return true;
}

Result<void> MultipartReader::open_part(std::string_view head) {
  part_ = {};
  value_.clear();
  part_kind_ = PartKind::field;
  bool named = false;
  while (!head.empty()) {
    const std::size_t end = std::min(head.find("\r\n"), head.size());
    const std::string_view line = head.substr(0, end);
    head.remove_prefix(std::min(end + 2, head.size()));
    if (line.empty()) continue;
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return broken("a header of a part has no colon");
    const std::string_view value = text::trim(line.substr(colon + 1));
    if (same_name(line.substr(0, colon), "content-type")) part_.content_type = value;
    if (!same_name(line.substr(0, colon), "content-disposition")) continue;
    if (!same_name(text::trim(value.substr(0, value.find(';'))), "form-data")) return broken("a part is not form-data");
    const auto field = header_parameter(value, "name");
    if (named || !field || !text::is_valid_utf8(*field)) return broken("a part needs one name in UTF-8");
    named = true;
    part_.field = *field;
    if (auto file_name = header_parameter(value, "filename")) {
      if (!text::is_valid_utf8(*file_name) || file_name->find('\0') != std::string::npos) return broken("a file name is not UTF-8");
      part_.file_name = std::move(*file_name);
      part_kind_ = PartKind::file;
    }
  }
  if (!named) return broken("a part has no Content-Disposition");
  const auto wanted = std::ranges::find(takes_.files, part_.field, &Wanted::field);
  wanted_ = part_kind_ == PartKind::file && wanted != takes_.files.end() ? &*wanted : nullptr;
  hash_ = {};
  return {};
}

Result<void> MultipartReader::take_content(std::string_view bytes) {
  const std::size_t before = std::min(line_end_, bytes.size());   // the line end of the part's head
  line_end_ -= before;
  bytes.remove_prefix(before);
  if (part_kind_ == PartKind::file) return take_file(bytes);
  value_.append(bytes);
  values_ += bytes.size();
  if (values_ > takes_.limits.fields) return broken("the fields are longer than " + std::to_string(takes_.limits.fields) + " bytes");
  return {};
}

Result<void> MultipartReader::take_file(std::string_view bytes) {
  if (!wanted_ || bytes.empty()) return {};
  if (part_.content.size() + bytes.size() > wanted_->most) {
    part_.content.pass_over(bytes.size());
    return {};
  }
  hash_.update(bytes);
  return part_.content.append(bytes, takes_.folder);
}

Result<void> MultipartReader::close_part() {
  if (part_kind_ == PartKind::file) {
    close_file();
    return {};
  }
  if (!text::is_valid_utf8(value_) || value_.find('\0') != std::string::npos) return broken("a field is not UTF-8");
  fields_.add(std::move(part_.field), std::move(value_));
  value_.clear();
  return {};
}

void MultipartReader::close_file() {
  const bool left_empty = part_.file_name.empty() && part_.content.empty();   // is no file
  if (!wanted_ || left_empty) return;
  if (part_.content.size() <= wanted_->most) part_.sha256 = text::hex(crypto::view(hash_.finish()));
  std::erase_if(files_, [&](const UploadedFile& before) { return before.field == part_.field; });
  files_.push_back(std::move(part_));
  part_ = {};
}

std::size_t MultipartReader::in_memory() const {
  std::size_t bytes = pending_.size() + values_ + part_.content.in_memory();
  for (const UploadedFile& file : files_) bytes += file.content.in_memory();
  return bytes;
}

std::size_t MultipartReader::in_files() const {
  std::size_t bytes = part_.content.in_file();
  for (const UploadedFile& file : files_) bytes += file.content.in_file();
  return bytes;
}

}  // namespace ocop::http
