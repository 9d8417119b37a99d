#pragma once
#include <array>
#include <chrono>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/result.h"
#include "kernel/files/received.h"

// Pictures that people send, made safe and small: whatever a phone's camera writes is decoded and drawn again in a process of its own that
// can read nothing, write nothing and reach nobody (README.md). What comes out holds pixels alone: no place, no device, no owner's name.
namespace ocop::images {

inline constexpr std::size_t kPictureMegabytes = 30;   // a 108-megapixel JPEG of a phone of 2024 has 25 MB
inline constexpr std::size_t kPictureLimit = kPictureMegabytes << 20;

enum class Encoding : std::uint8_t { jpeg, webp, avif };
std::string_view content_type(Encoding encoding);      // "image/webp"
std::string_view ending(Encoding encoding);            // "webp"

// Which of the sizes: a tile of a list, a page of a phone, a page of a screen; a square for the shops of others, cut from the middle.
enum class Size : std::uint8_t { small, medium, large, square };
inline constexpr std::array<int, 4> kWidths{400, 800, 1600, 1200};   // pixels, by Size; a smaller picture is never enlarged

struct Rendition {
  Size size = Size::small;
  Encoding encoding = Encoding::jpeg;
  int width = 0, height = 0;       // pixels
  std::string bytes;
};
// small, medium and large in each encoding, square as JPEG alone: what shops take.
struct Picture {
  int width = 0, height = 0;       // of what was sent, upright
  std::vector<Rendition> renditions;
};

// What a drawing is filled with: rows from the top, three bytes a pixel, red first.
struct Pixels {
  int width = 0, height = 0;
  std::string rgb;
};
inline constexpr int kPixelsSide = 2000;               // at most, of either side: 12 MB

// Thread-safe.
class Studio {
 public:
  virtual ~Studio() = default;
  // Judged by content, not by name: JPEG, PNG, WebP, AVIF, HEIC, GIF (its first frame). Errors: invalid_input, problem of the field `field`
  // with the reason and what to do; too_many_requests, of the same field, at once when the line is full and after place_patience when no
  // place came free; storage_unavailable when no process could be started. Never takes longer than the two patiences together.
  virtual Result<Picture> develop(const files::Received& picture, std::string_view field) = 0;
  // A rendition of before, filled to exactly that size from its middle. It was a stranger's once: a worker decodes it as it decodes those,
  // in the same line and under the same errors, of no field.
  virtual Result<Pixels> pixels(const files::Received& rendition, int width, int height) = 0;
};

// Whoever waits holds a thread that answers others. So few may wait, and for a short time; a stopping service (TimeoutStopSec of
// deploy/ocop.service, which a test reads) sees the end of every picture it has begun.
inline constexpr int kWorkersAtOnce = 2;                           // each may take kWorkerMemory
inline constexpr int kWaitingAtOnce = 4;                           // of the 16 threads of a server, ten stay for everybody else
inline constexpr std::chrono::seconds kPlacePatience{5};           // some pictures of a phone are done in that time
inline constexpr std::chrono::seconds kPicturePatience{20};        // fifteen times what 12 megapixels take (bench/images)

// The one that does it: a process a picture.
struct StudioOptions {
  std::string program = "/proc/self/exe";                          // started as `PROGRAM image-worker …`
  int workers = kWorkersAtOnce;                                    // pictures developed at once
  int waiting = kWaitingAtOnce;                                    // callers that may wait for a place beside them
  std::chrono::milliseconds place_patience = kPlacePatience;       // for a place among the workers
  std::chrono::milliseconds patience = kPicturePatience;           // for one picture
};
std::unique_ptr<Studio> make_studio(StudioOptions options = {});

// `ocop image-worker`, `ocop image-worker WIDTH HEIGHT`: what the studio's process does, renditions or pixels. Never for people: standard
// input is the picture, standard output the answer. `arguments`: those behind the command. Returns the exit code.
inline constexpr std::string_view kWorkerCommand = "image-worker";
int work(std::span<char* const> arguments);

}  // namespace ocop::images
