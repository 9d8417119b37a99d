#include "kernel/images/answer.h"

namespace ocop::images {
namespace {

constexpr std::string_view kStart = "OCI1", kEnd = "END.";
enum class Form : std::uint8_t { picture, refusal, pixels };
constexpr std::size_t kMostRenditions = 16;

void put_byte(std::string& out, std::uint8_t value) { out.push_back(static_cast<char>(value)); }
void put_number(std::string& out, std::uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) put_byte(out, static_cast<std::uint8_t>(value >> shift));
}

// Takes from the front; once something was missing everything after is missing too.
class Take {
 public:
  explicit Take(std::string_view bytes) : rest_(bytes) {}
  std::string_view bytes(std::size_t count) {
    if (count > rest_.size()) {
      broken_ = true;
      rest_ = {};
      return {};
    }
    const std::string_view taken = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return taken;
  }
  std::uint32_t number() {
    std::uint32_t value = 0;
    for (const char byte : bytes(4)) value = value << 8 | static_cast<unsigned char>(byte);
    return value;
  }
  std::uint8_t byte() {
    const std::string_view one = bytes(1);
    return one.empty() ? 0 : static_cast<std::uint8_t>(one[0]);
  }
  int side() {
    const std::uint32_t value = number();
    if (value < 1 || value > kSideLimit) broken_ = true;
    return broken_ ? 0 : static_cast<int>(value);
  }
  template <class Enum> Enum word(Enum last) {
    const std::uint8_t value = byte();
    if (value > static_cast<std::uint8_t>(last)) broken_ = true;
    return broken_ ? Enum{} : static_cast<Enum>(value);
  }
  bool whole() const { return !broken_; }
  bool at_end() const { return !broken_ && rest_.empty(); }

 private:
  std::string_view rest_;
  bool broken_ = false;
};

std::optional<Answer> read_picture(Take& take) {
  Picture picture;
  picture.width = take.side();
  picture.height = take.side();
  const std::size_t count = take.byte();
  if (count > kMostRenditions) return std::nullopt;
  for (std::size_t i = 0; i < count && take.whole(); ++i) {
    Rendition one;
    one.size = take.word(Size::square);
    one.encoding = take.word(Encoding::avif);
    one.width = take.side();
    one.height = take.side();
    const std::size_t length = take.number();
    one.bytes = take.bytes(length);
    if (one.bytes.empty()) return std::nullopt;
    picture.renditions.push_back(std::move(one));
  }
  if (picture.renditions.empty()) return std::nullopt;
  return picture;
}

std::optional<Answer> read_pixels(Take& take) {
  Pixels pixels;
  pixels.width = take.side();
  pixels.height = take.side();
  if (!take.whole() || pixels.width > kPixelsSide || pixels.height > kPixelsSide) return std::nullopt;
  pixels.rgb = take.bytes(std::size_t{3} * static_cast<std::size_t>(pixels.width) * static_cast<std::size_t>(pixels.height));
  return pixels;
}

Answer read_refusal(Take& take) {
  Refusal refusal;
  refusal.reason = take.word(Reason::too_hard);
  refusal.first = take.number();
  refusal.second = take.number();
  return refusal;
}

}  // namespace

std::string write_answer(const Answer& answer) {
  std::string out(kStart);
  if (const auto* refusal = std::get_if<Refusal>(&answer)) {
    put_byte(out, static_cast<std::uint8_t>(Form::refusal));
    put_byte(out, static_cast<std::uint8_t>(refusal->reason));
    put_number(out, refusal->first);
    put_number(out, refusal->second);
  } else if (const auto* pixels = std::get_if<Pixels>(&answer)) {
    put_byte(out, static_cast<std::uint8_t>(Form::pixels));
    put_number(out, static_cast<std::uint32_t>(pixels->width));
    put_number(out, static_cast<std::uint32_t>(pixels->height));
    out += pixels->rgb;
  } else {
    const Picture& picture = std::get<Picture>(answer);
    put_byte(out, static_cast<std::uint8_t>(Form::picture));
    put_number(out, static_cast<std::uint32_t>(picture.width));
    put_number(out, static_cast<std::uint32_t>(picture.height));
    put_byte(out, static_cast<std::uint8_t>(picture.renditions.size()));
    for (const Rendition& one : picture.renditions) {
      put_byte(out, static_cast<std::uint8_t>(one.size));
      put_byte(out, static_cast<std::uint8_t>(one.encoding));
      put_number(out, static_cast<std::uint32_t>(one.width));
      put_number(out, static_cast<std::uint32_t>(one.height));
      put_number(out, static_cast<std::uint32_t>(one.bytes.size()));
      out += one.bytes;
    }
  }
  return out.append(kEnd);
}

std::optional<Answer> read_answer(std::string_view bytes) {
  Take take(bytes);
  if (take.bytes(kStart.size()) != kStart) return std::nullopt;
  const Form form = take.word(Form::pixels);
  std::optional<Answer> answer;
  if (take.whole()) answer = form == Form::picture ? read_picture(take) : form == Form::pixels ? read_pixels(take) : read_refusal(take);
  if (!answer || take.bytes(kEnd.size()) != kEnd || !take.at_end()) return std::nullopt;
  return answer;
}

}  // namespace ocop::images
