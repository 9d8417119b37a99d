#include "kernel/package/package.h"

#include <zip.h>

#include "kernel/package/faults.h"

namespace ocop::package {
namespace {

constexpr std::size_t kPiece = 64u << 10;

}  // namespace

void Part::Close::operator()(zip_file* file) const { zip_fclose(file); }
void Package::Close::operator()(zip* archive) const { zip_discard(archive); }   // read only: nothing is to be written

Part::Part(zip_file* file, std::string name, std::uint64_t packed, const Limits& limits)
    : file_(file), name_(std::move(name)), packed_(packed), limits_(limits), buffer_(std::make_unique<char[]>(kPiece)) {}
Part::Part(Part&&) noexcept = default;
Part::~Part() = default;

Result<std::string_view> Part::next() {
  const zip_int64_t got = zip_fread(file_.get(), buffer_.get(), kPiece);
  if (got < 0) return broken("file", msg::broken_part, {name_});
  unpacked_ += static_cast<std::uint64_t>(got);
  if (unpacked_ > limits_.part_bytes) return beyond("file", msg::unpacks_too_large, limits_.part_bytes);
  if (unpacked_ > kRatioFree && unpacked_ / limits_.ratio > packed_) return beyond("file", msg::unpacks_too_large, packed_ * limits_.ratio);
  return std::string_view(buffer_.get(), static_cast<std::size_t>(got));
}

Package::Package(zip* archive, const Limits& limits) : archive_(archive), limits_(limits) {}
Package::Package(Package&&) noexcept = default;
Package::~Package() = default;

Result<Package> Package::open(const Source& source, const Limits& limits) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* bytes = source.path.empty() ? zip_source_buffer_create(source.memory.data(), source.memory.size(), 0, &error)
                                            : zip_source_file_create(source.path.c_str(), 0, 0, &error);
  zip_t* archive = bytes ? zip_open_from_source(bytes, ZIP_RDONLY, &error) : nullptr;
  if (!archive && bytes) zip_source_free(bytes);
  zip_error_fini(&error);
  if (!archive) return broken("file", msg::broken_package);
  Package package(archive, limits);
  if (static_cast<std::uint64_t>(zip_get_num_entries(archive, 0)) > limits.entries)
    return beyond("file", msg::too_many_entries, limits.entries);
  return package;
}

bool Package::has(std::string_view name) const { return zip_name_locate(archive_.get(), std::string(name).c_str(), ZIP_FL_NOCASE) >= 0; }

Result<Part> Package::part(const std::string& name) const {
  const zip_int64_t index = zip_name_locate(archive_.get(), name.c_str(), ZIP_FL_NOCASE);
  if (index < 0) return broken("file", msg::broken_part, {name});
  zip_stat_t stat;
  if (zip_stat_index(archive_.get(), static_cast<zip_uint64_t>(index), 0, &stat) != 0) return broken("file", msg::broken_part, {name});
  if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) && stat.encryption_method != ZIP_EM_NONE) return refused(msg::locked_file);
  zip_file_t* file = zip_fopen_index(archive_.get(), static_cast<zip_uint64_t>(index), 0);
  if (!file) return broken("file", msg::broken_part, {name});
  return Part(file, name, stat.comp_size, limits_);
}

std::vector<std::string> Package::names() const {
  std::vector<std::string> out;
  for (zip_int64_t i = 0; i < zip_get_num_entries(archive_.get(), 0); ++i) {
    const char* name = zip_get_name(archive_.get(), static_cast<zip_uint64_t>(i), 0);
    out.emplace_back(name ? name : "");
  }
  return out;
}

Result<std::string> Package::read(const std::string& name, std::size_t bytes) const {
  OCOP_TRY(stream, part(name));
  std::string out;
  for (;;) {
    OCOP_TRY(piece, stream.next());
    if (piece.empty()) return out;
    if (out.size() + piece.size() > bytes) return beyond("file", msg::unpacks_too_large, bytes);
    out.append(piece);
  }
}

Result<std::string> write(const std::vector<NewPart>& parts) {
  const auto failed = [](const char* what) { return Error::of(ErrorKind::internal, std::string("zip: ") + what); };
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, &error);
  if (!target) return failed("no buffer");
  zip_source_keep(target);   // the bytes are read from it after the archive is closed
  const std::unique_ptr<zip_source_t, void (*)(zip_source_t*)> keep(target, zip_source_free);
  zip_t* archive = zip_open_from_source(target, ZIP_CREATE | ZIP_TRUNCATE, &error);
  if (!archive) return failed("no archive");
  for (const NewPart& part : parts) {
    zip_source_t* content = zip_source_buffer(archive, part.content.data(), part.content.size(), 0);
    const zip_int64_t index = content ? zip_file_add(archive, part.name.c_str(), content, ZIP_FL_ENC_UTF_8) : -1;
    constexpr std::uint16_t kFirstDay = 0x0021;   // 1 January 1980, the first day ZIP knows: the same parts are the same bytes
    if (index < 0 || zip_file_set_dostime(archive, static_cast<zip_uint64_t>(index), 0, kFirstDay, 0) != 0) {
      zip_discard(archive);
      return failed("cannot add a part");
    }
  }
  if (zip_close(archive) != 0) {
    zip_discard(archive);
    return failed("cannot be closed");
  }
  zip_stat_t stat;
  if (zip_source_stat(target, &stat) != 0 || zip_source_open(target) != 0) return failed("cannot be read back");
  std::string out(stat.size, '\0');
  const zip_int64_t got = zip_source_read(target, out.data(), out.size());
  zip_source_close(target);
  if (got != static_cast<zip_int64_t>(out.size())) return failed("cannot be read back");
  return out;
}

}  // namespace ocop::package
