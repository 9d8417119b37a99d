#include <zint.h>
#include <zlib.h>

#include <array>
#include <memory>

#include "kernel/print/print.h"

namespace ocop::print {
namespace {

constexpr int kMaxVersion = 20;                       // 97 modules: 0.3 mm each at 3 cm, what a cheap camera resolves
constexpr int kMaxModules = 17 + 4 * kMaxVersion;     // ISO/IEC 18004 §5.3.1
constexpr std::size_t kMaxTextBytes = 1000;           // above what version 20-M holds (970 alphanumeric, 666 bytes)

constexpr int kSvgPixels = 4;                         // CSS pixels a module: read well from a screen; scales without loss

struct SymbolDeleter {
  void operator()(zint_symbol* symbol) const { ZBarcode_Delete(symbol); }
};

void append_escaped(std::string& out, std::string_view text) {
  for (const char letter : text) {
    switch (letter) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      default: out += letter;
    }
  }
}

void append_big_endian(std::string& out, unsigned long value) {
  for (int shift = 24; shift >= 0; shift -= 8) out.push_back(static_cast<char>((value >> shift) & 0xff));
}

// ISO/IEC 15948 §5.3: length, type, data, CRC over type and data.
void append_chunk(std::string& out, std::string_view type, std::string_view data) {
  append_big_endian(out, data.size());
  const std::string content = std::string(type) + std::string(data);
  out += content;
  append_big_endian(out, crc32(0, reinterpret_cast<const Bytef*>(content.data()), static_cast<uInt>(content.size())));
}

}  // namespace

Result<QrSymbol> qr(std::string_view text, QrCorrection correction) {
  if (text.empty() || text.size() > kMaxTextBytes) return Error::of(ErrorKind::invalid_input, "a QR text has 1 to 1,000 bytes");
  const std::unique_ptr<zint_symbol, SymbolDeleter> symbol(ZBarcode_Create());
  if (!symbol) return Error::of(ErrorKind::internal, "zint: no memory");
  symbol->symbology = BARCODE_QRCODE;
  symbol->input_mode = UNICODE_MODE;
  symbol->option_1 = correction == QrCorrection::medium ? 2 : 3;   // zint's numbers of ECC M and Q
  if (ZBarcode_Encode(symbol.get(), reinterpret_cast<const unsigned char*>(text.data()), static_cast<int>(text.size())) >= ZINT_ERROR) {
    return Error::of(ErrorKind::invalid_input, std::string("zint: ") + symbol->errtxt);
  }
  if (symbol->width > kMaxModules) return Error::of(ErrorKind::invalid_input, "the text needs a QR symbol above version 20");
  QrSymbol out;
  out.size = symbol->width;
  for (int y = 0; y < symbol->rows; ++y) {
    for (int x = 0; x < symbol->width; ++x) out.dark.push_back(((symbol->encoded_data[y][x / 8] >> (x % 8)) & 1) != 0);
  }
  return out;
}

std::string qr_svg(const QrSymbol& symbol, std::string_view title) {
  const std::string side = std::to_string(symbol.size + 2 * kQuietModules);
  const std::string pixels = std::to_string((symbol.size + 2 * kQuietModules) * kSvgPixels);
  std::string svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + side + " " + side +
                    "\" width=\"" + pixels + "\" height=\"" + pixels + "\" role=\"img\" class=\"qr\" shape-rendering=\"crispEdges\"><title>";
  append_escaped(svg, title);
  svg += "</title><rect width=\"" + side + "\" height=\"" + side + "\" fill=\"#fff\"/><path fill=\"#000\" d=\"";
  for (int y = 0; y < symbol.size; ++y) {
    for (int x = 0; x < symbol.size;) {
      int end = x;
      while (end < symbol.size && symbol.at(end, y)) ++end;
      if (end > x) {
        const std::string length = std::to_string(end - x);
        svg += "M" + std::to_string(x + kQuietModules) + " " + std::to_string(y + kQuietModules) + "h" + length + "v1h-" + length + "z";
      }
      x = end + 1;
    }
  }
  return svg + "\"/></svg>";
}

Result<std::string> qr_png(const QrSymbol& symbol, int pixels_per_module) {
  if (pixels_per_module < 1 || pixels_per_module > kMaxQrPixels) {
    return Error::of(ErrorKind::invalid_input, "pixels a module: 1 to " + std::to_string(kMaxQrPixels));
  }
  const int side = (symbol.size + 2 * kQuietModules) * pixels_per_module;
  std::string lines;
  for (int y = 0; y < side; ++y) {
    std::string line(static_cast<std::size_t>((side + 7) / 8), '\xff');   // 1 bit a pixel, 1 = white
    const int row = y / pixels_per_module - kQuietModules;
    for (int x = 0; x < side; ++x) {
      const int column = x / pixels_per_module - kQuietModules;
      if (row < 0 || column < 0 || row >= symbol.size || column >= symbol.size || !symbol.at(column, row)) continue;
      auto& byte = line[static_cast<std::size_t>(x / 8)];
      byte = static_cast<char>(static_cast<unsigned char>(byte) & ~(0x80u >> (x % 8)));
    }
    lines += '\0';   // filter type none
    lines += line;
  }
  uLongf size = compressBound(lines.size());
  std::string packed(size, '\0');
  if (compress2(reinterpret_cast<Bytef*>(packed.data()), &size, reinterpret_cast<const Bytef*>(lines.data()), lines.size(), 9) != Z_OK) {
    return Error::of(ErrorKind::internal, "zlib: no memory");
  }
  packed.resize(size);
  std::string header;
  append_big_endian(header, static_cast<unsigned long>(side));
  append_big_endian(header, static_cast<unsigned long>(side));
  header += std::string("\x01\x00\x00\x00\x00", 5);   // depth 1, greyscale, deflate, adaptive, not interlaced
  std::string png = "\x89PNG\r\n\x1a\n";
  append_chunk(png, "IHDR", header);
  append_chunk(png, "IDAT", packed);
  append_chunk(png, "IEND", "");
  return png;
}

}  // namespace ocop::print
