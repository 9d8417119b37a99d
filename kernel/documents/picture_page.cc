#define POINTERHOLDER_TRANSITION 4  // std::shared_ptr, not qpdf's old pointer

#include "kernel/documents/picture_page.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include <qpdf/Buffer.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFWriter.hh>

namespace ocop::documents {
namespace {

using namespace std::string_view_literals;

int byte_at(std::string_view bytes, std::size_t at) { return at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : -1; }
// Two bytes, the higher first unless `little`; -1 beyond the end.
enum class Order : std::uint8_t { big, little };
int pair_at(std::string_view bytes, std::size_t at, Order order = Order::big) {
  const int first = byte_at(bytes, at), second = byte_at(bytes, at + 1);
  if (first < 0 || second < 0) return -1;
  return order == Order::big ? first << 8 | second : second << 8 | first;
}

// The orientation of an EXIF block, behind "Exif\0\0": the first directory of a TIFF file, which has a dozen entries.
Turn turn_of(std::string_view tiff) {
  constexpr int kOrientation = 0x0112, kShort = 3, kMostEntries = 200;
  constexpr std::size_t kHeader = 8, kEntry = 12;
  if (!tiff.starts_with("II*\0"sv) && !tiff.starts_with("MM\0*"sv)) return Turn::none;
  const Order order = tiff.front() == 'I' ? Order::little : Order::big;
  // The directory begins within 64 KiB of a block that has no more: the higher half of its place is zero.
  const std::size_t low = order == Order::little ? 4 : 6, high = order == Order::little ? 6 : 4;
  if (pair_at(tiff, high, order) != 0) return Turn::none;
  const int at = pair_at(tiff, low, order);
  if (at < static_cast<int>(kHeader)) return Turn::none;
  const auto directory = static_cast<std::size_t>(at);
  const int entries = std::min(pair_at(tiff, directory, order), kMostEntries);
  for (int i = 0; i < entries; ++i) {
    const std::size_t entry = directory + 2 + kEntry * static_cast<std::size_t>(i);
    if (pair_at(tiff, entry, order) != kOrientation || pair_at(tiff, entry + 2, order) != kShort) continue;
    constexpr std::array kTurns{Turn::none,  Turn::none,  Turn::none, Turn::half, Turn::half,
                                Turn::right, Turn::right, Turn::left, Turn::left};  // by orientation; 0 is none
    const int said = pair_at(tiff, entry + 8, order);
    return said >= 0 && said < static_cast<int>(kTurns.size()) ? kTurns[static_cast<std::size_t>(said)] : Turn::none;
  }
  return Turn::none;
}

constexpr bool is_frame(int marker) { return marker == 0xC0 || marker == 0xC1 || marker == 0xC2; }
constexpr bool stands_alone(int marker) { return marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8); }

// What one segment says, its length not included. False: the frame cannot be used.
bool take(JpegHead& head, int marker, std::string_view segment) {
  constexpr int kApp1 = 0xE1, kApp14 = 0xEE, kBits = 8;
  constexpr auto kExif = "Exif\0\0"sv;
  if (marker == kApp1 && segment.starts_with(kExif)) head.turn = turn_of(segment.substr(kExif.size()));
  if (marker == kApp14 && segment.starts_with("Adobe")) head.inks_inverted = true;
  if (!is_frame(marker)) return true;
  head.height = pair_at(segment, 1);
  head.width = pair_at(segment, 3);
  head.components = byte_at(segment, 5);
  const bool known = head.components == 1 || head.components == 3 || head.components == 4;
  return byte_at(segment, 0) == kBits && head.width > 0 && head.height > 0 && known;
}

// "595.280": as a PDF writes numbers, whatever the place's decimal sign is.
std::string number(double points) {
  constexpr int kDecimals = 3;
  std::array<char, 32> out{};
  const auto end = std::to_chars(out.data(), out.data() + out.size(), points, std::chars_format::fixed, kDecimals);
  return {out.data(), end.ptr};
}
std::string matrix_of(const std::array<double, 6>& numbers) {
  std::string out;
  for (const double one : numbers) out += number(one) + " ";
  return out + "cm";
}

// Where the picture stands on the page: "a b c d e f cm" takes the unit square there, turned.
struct Place {
  double width = 0, height = 0;
  std::string matrix;
};
Place place_of(const JpegHead& head) {
  constexpr double kShort = 595.28, kLong = 841.89, kMargin = 36;  // points: A4; half an inch for the number above and the page below
  const bool lies = head.turn == Turn::right || head.turn == Turn::left;
  const double shown_width = lies ? head.height : head.width, shown_height = lies ? head.width : head.height;
  Place out{kShort, kLong, {}};
  if (shown_width > shown_height) std::swap(out.width, out.height);
  const double scale = std::min((out.width - 2 * kMargin) / shown_width, (out.height - 2 * kMargin) / shown_height);
  const double w = shown_width * scale, h = shown_height * scale;
  const double x = (out.width - w) / 2, y = (out.height - h) / 2;
  switch (head.turn) {
    case Turn::none: out.matrix = matrix_of({w, 0, 0, h, x, y}); break;
    case Turn::right: out.matrix = matrix_of({0, -h, w, 0, x, y + h}); break;
    case Turn::half: out.matrix = matrix_of({-w, 0, 0, -h, x + w, y + h}); break;
    case Turn::left: out.matrix = matrix_of({0, h, -w, 0, x + w, y}); break;
  }
  return out;
}

std::string picture_dictionary(const JpegHead& head) {
  const std::string_view space = head.components == 1 ? "/DeviceGray" : head.components == 3 ? "/DeviceRGB" : "/DeviceCMYK";
  const std::string_view decode = head.components == 4 && head.inks_inverted ? " /Decode [1 0 1 0 1 0 1 0]" : "";
  return "<< /Type /XObject /Subtype /Image /Width " + std::to_string(head.width) + " /Height " + std::to_string(head.height) +
         " /BitsPerComponent 8 /ColorSpace " + std::string(space) + " /Filter /DCTDecode" + std::string(decode) + " >>";
}

}  // namespace

std::optional<JpegHead> jpeg_head(std::string_view jpeg) {
  if (!jpeg.starts_with("\xFF\xD8\xFF"sv)) return std::nullopt;
  JpegHead head;
  for (std::size_t at = 2; at + 1 < jpeg.size();) {
    if (byte_at(jpeg, at) != 0xFF) return std::nullopt;
    const int marker = byte_at(jpeg, at + 1);
    if (marker == 0xFF) {  // filling before a marker
      ++at;
      continue;
    }
    at += 2;
    if (stands_alone(marker)) continue;
    const int length = pair_at(jpeg, at);
    constexpr int kScan = 0xDA, kEnd = 0xD9;
    if (marker == kEnd || length < 2 || at + static_cast<std::size_t>(length) > jpeg.size()) return std::nullopt;
    if (marker == kScan) return head.width > 0 ? std::optional(head) : std::nullopt;
    if (!take(head, marker, jpeg.substr(at + 2, static_cast<std::size_t>(length) - 2))) return std::nullopt;
    at += static_cast<std::size_t>(length);
  }
  return std::nullopt;
}

Result<std::string> picture_page(std::string_view jpeg) {
  const auto head = jpeg_head(jpeg);
  if (!head) return Error::of(ErrorKind::malformed_request, "not a JPEG whose head is whole");
  const Place place = place_of(*head);
  auto pdf = QPDF::create();
  pdf->emptyPDF();
  QPDFObjectHandle picture = QPDFObjectHandle::newStream(pdf.get(), std::string(jpeg));
  picture.replaceDict(QPDFObjectHandle::parse(picture_dictionary(*head)));
  QPDFObjectHandle page = pdf->makeIndirectObject(QPDFObjectHandle::parse("<< /Type /Page /MediaBox [0 0 " + number(place.width) + " " +
                                                                          number(place.height) + "] /Resources << /XObject << >> >> >>"));
  page.getKey("/Resources").getKey("/XObject").replaceKey("/Picture", picture);
  page.replaceKey("/Contents", QPDFObjectHandle::newStream(pdf.get(), "q " + place.matrix + " /Picture Do Q\n"));
  pdf->addPage(page, false);
  QPDFWriter writer(*pdf);
  writer.setOutputMemory();
  writer.setDeterministicID(true);
  writer.setStreamDataMode(qpdf_s_preserve);
  writer.write();
  const auto buffer = writer.getBufferSharedPointer();
  return std::string(reinterpret_cast<const char*>(buffer->getBuffer()), buffer->getSize());
}

}  // namespace ocop::documents
