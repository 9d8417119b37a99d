#define POINTERHOLDER_TRANSITION 4   // std::shared_ptr, not qpdf's old pointer

#include "kernel/signatures/found.h"

#include <qpdf/QPDF.hh>
#include <qpdf/QPDFExc.hh>
#include <qpdf/QUtil.hh>

#include <set>

#include "kernel/signatures/messages.h"
#include "kernel/signatures/signatures.h"

namespace ocop::signatures {
namespace {

constexpr int kDeepestField = 32;         // fields hang below fields; a form of an office has two levels
constexpr std::size_t kMostFields = 5'000;

Error unusable(ErrorKind kind, const Message& message) {
  return Error::of(kind, Problem{"file", "", "a whole PDF without a password", message});
}

// Walks the form's fields; a field that was seen is not entered again.
class Fields {
 public:
  explicit Fields(std::vector<Found>& out) : out_(out) {}
  bool too_many() const { return too_many_; }

  void walk(const QPDFObjectHandle& from, bool signs, int depth) {
    QPDFObjectHandle field = from;
    if (!field.isDictionary() || depth > kDeepestField || seen_.size() > kMostFields || too_many_) return;
    if (field.isIndirect() && !seen_.insert(field.getObjGen()).second) return;
    QPDFObjectHandle type = field.getKey("/FT");
    if (type.isName()) signs = type.getName() == "/Sig";   // inherited from the field above (§12.7.3.1)
    if (signs) take(field.getKey("/V"));
    walk_all(field.getKey("/Kids"), signs, depth + 1);
  }
  void walk_all(const QPDFObjectHandle& list, bool signs, int depth) {
    QPDFObjectHandle fields = list;
    if (!fields.isArray()) return;
    const int count = fields.getArrayNItems();
    for (int i = 0; i < count && !too_many_; ++i) walk(fields.getArrayItem(i), signs, depth);
  }

 private:
  void take(QPDFObjectHandle value) {
    if (!value.isDictionary()) return;   // a field that nobody has signed yet
    if (value.isIndirect() && !values_.insert(value.getObjGen()).second) return;
    if (out_.size() >= kMostSignatures) {
      too_many_ = true;
      return;
    }
    Found found;
    if (value.getKey("/SubFilter").isName()) found.format = value.getKey("/SubFilter").getName();
    if (value.getKey("/M").isString()) found.stated = value.getKey("/M").getStringValue();
    if (value.getKey("/Contents").isString()) found.contents = value.getKey("/Contents").getStringValue();
    QPDFObjectHandle range = value.getKey("/ByteRange");
    constexpr int kNumbers = 4;
    if (range.isArray() && range.getArrayNItems() == kNumbers)
      for (int i = 0; i < kNumbers; ++i)
        if (range.getArrayItem(i).isInteger()) found.ranges.push_back(range.getArrayItem(i).getIntValue());
    out_.push_back(std::move(found));
  }

  std::vector<Found>& out_;
  std::set<QPDFObjGen> seen_, values_;
  bool too_many_ = false;
};

}  // namespace

Result<std::vector<Found>> find_signatures(std::string_view bytes) {
  // qpdf throws for what a file can hold, so this is where expected failures are.
  try {
    const auto pdf = QPDF::create();
    pdf->setSuppressWarnings(true);
    pdf->processMemoryFile("file", bytes.data(), bytes.size());
    if (pdf->isEncrypted()) return unusable(ErrorKind::unsupported_media, msg::signed_pdf_locked);
    std::vector<Found> out;
    Fields fields(out);
    QPDFObjectHandle form = pdf->getRoot().getKey("/AcroForm");
    if (form.isDictionary()) fields.walk_all(form.getKey("/Fields"), false, 0);
    if (fields.too_many()) return unusable(ErrorKind::too_large, msg::signed_pdf_too_many);
    return out;
  } catch (const QPDFExc& fault) {
    if (fault.getErrorCode() == qpdf_e_password) return unusable(ErrorKind::unsupported_media, msg::signed_pdf_locked);
    Error error = unusable(ErrorKind::malformed_request, msg::signed_pdf_broken);
    error.detail = "qpdf: " + std::string(fault.what());
    return error;
  } catch (const std::exception& fault) {   // logic_error too: an object of another type than its place asks for
    Error error = unusable(ErrorKind::malformed_request, msg::signed_pdf_broken);
    error.detail = "qpdf: " + std::string(fault.what());
    return error;
  }
}

std::optional<Instant> read_pdf_time(const std::string& text) {
  QUtil::QPDFTime time{0, 0, 0, 0, 0, 0, 0};
  if (!QUtil::pdf_time_to_qpdf_time(text, &time)) return std::nullopt;
  const auto day = Date::of(time.year, time.month, time.day);
  if (!day || time.hour > 23 || time.minute > 59 || time.second > 59) return std::nullopt;
  constexpr std::int64_t kMinute = 60'000;
  // tz_delta: minutes west of Greenwich.
  const std::int64_t minutes = (std::int64_t{day->days} * 24 + time.hour) * 60 + time.minute + time.tz_delta;
  return Instant{minutes * kMinute + std::int64_t{time.second} * 1000};
}

}  // namespace ocop::signatures
