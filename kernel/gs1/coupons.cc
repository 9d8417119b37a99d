#include "kernel/gs1/checks.h"

// Coupons of North America (8110, 8112): fields one after another, many with a digit before them that says how long they are. Nobody here
// prints one; they are read so that no valid code of a package is refused.
namespace ocop::gs1 {
namespace {

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}
  const MaybeFault& fault() const { return fault_; }
  bool done() const { return at_ == text_.size(); }
  bool ok() const { return !fault_; }

  // The next field is an option of this number.
  bool option(char number) {
    if (!ok() || done() || text_[at_] != number) return false;
    ++at_;
    return true;
  }
  // One digit of `allowed`.
  void digit(std::string_view allowed, std::string_view missing, std::string_view invalid) {
    if (!ok()) return;
    if (done()) fail(missing, 0, text_.size());
    else if (allowed.find(text_[at_]) == std::string_view::npos) fail(invalid, at_, 1);
    else ++at_;
  }
  // A length digit, then as many digits and `more`.
  void sized(std::string_view allowed, std::size_t more, std::string_view missing, std::string_view invalid, std::string_view truncated) {
    digit(allowed, missing, invalid);
    if (ok()) fixed(static_cast<std::size_t>(text_[at_ - 1] - '0') + more, truncated);
  }
  // Returns what was read.
  std::string_view fixed(std::size_t length, std::string_view truncated) {
    if (!ok()) return {};
    const std::size_t left = text_.size() - at_;
    if (left < length) {
      fail(truncated, left == 0 ? 0 : at_, left == 0 ? text_.size() : left);
      return {};
    }
    at_ += length;
    return text_.substr(at_ - length, length);
  }
  std::string_view day(std::string_view too_short, std::string_view invalid) {
    const std::string_view day = fixed(6, too_short);
    if (ok() && yymmdd_fault(day)) fail(invalid, at_ - 6, 6);
    return day;
  }
  void end() {
    if (ok() && !done()) fail("COUPON_EXCESS_DATA", at_, text_.size() - at_);
  }
  void fail(std::string_view name, std::size_t at, std::size_t length) { fault_ = Fault{name, at, length}; }
  std::size_t at() const { return at_; }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
  MaybeFault fault_;
};

constexpr std::string_view kAny = "0123456789", kZeroToSix = "0123456", kOneToFive = "12345", kRequirementCodes = "012349";

// What is to be bought: value, kind, family.
struct Purchase { std::string_view missing, invalid, truncated, code_missing, code_invalid, family; };
void purchase(Reader& in, const Purchase& names) {
  in.sized(kOneToFive, 0, names.missing, names.invalid, names.truncated);
  in.digit(kRequirementCodes, names.code_missing, names.code_invalid);
  in.fixed(3, names.family);
}

// A company prefix of 6 to 12 digits, or none (9).
void optional_prefix(Reader& in, std::string_view missing, std::string_view invalid, std::string_view truncated) {
  if (!in.option('9')) in.sized(kZeroToSix, 6, missing, invalid, truncated);
}

void first_part(Reader& in) {
  in.sized(kZeroToSix, 6, "COUPON_MISSING_GCP_VLI", "COUPON_INVALID_GCP_LENGTH", "COUPON_TRUNCATED_GCP");
  in.fixed(6, "COUPON_TRUNCATED_OFFER_CODE");
  in.sized(kOneToFive, 0, "COUPON_MISSING_SAVE_VALUE_VLI", "COUPON_INVALID_SAVE_VALUE_LENGTH", "COUPON_TRUNCATED_SAVE_VALUE");
  purchase(in, {"COUPON_MISSING_1ST_PURCHASE_REQUIREMENT_VLI", "COUPON_INVALID_1ST_PURCHASE_REQUIREMENT_LENGTH",
                "COUPON_TRUNCATED_1ST_PURCHASE_REQUIREMENT", "COUPON_MISSING_1ST_PURCHASE_REQUIREMENT_CODE",
                "COUPON_INVALID_1ST_PURCHASE_REQUIREMENT_CODE", "COUPON_TRUNCATED_1ST_PURCHASE_FAMILY_CODE"});
}

void more_purchases(Reader& in) {
  if (in.option('1')) {
    in.digit("0123", "COUPON_MISSING_ADDITIONAL_PURCHASE_RULES_CODE", "COUPON_INVALID_ADDITIONAL_PURCHASE_RULES_CODE");
    purchase(in, {"COUPON_MISSING_2ND_PURCHASE_REQUIREMENT_VLI", "COUPON_INVALID_2ND_PURCHASE_REQUIREMENT_LENGTH",
                  "COUPON_TRUNCATED_2ND_PURCHASE_REQUIREMENT", "COUPON_MISSING_2ND_PURCHASE_REQUIREMENT_CODE",
                  "COUPON_INVALID_2ND_PURCHASE_REQUIREMENT_CODE", "COUPON_TRUNCATED_2ND_PURCHASE_FAMILY_CODE"});
    optional_prefix(in, "COUPON_MISSING_2ND_PURCHASE_GCP_VLI", "COUPON_INVALID_2ND_PURCHASE_GCP_LENGTH",
                    "COUPON_TRUNCATED_2ND_PURCHASE_GCP");
  }
  if (in.option('2')) {
    purchase(in, {"COUPON_MISSING_3RD_PURCHASE_REQUIREMENT_VLI", "COUPON_INVALID_3RD_PURCHASE_REQUIREMENT_LENGTH",
                  "COUPON_TRUNCATED_3RD_PURCHASE_REQUIREMENT", "COUPON_MISSING_3RD_PURCHASE_REQUIREMENT_CODE",
                  "COUPON_INVALID_3RD_PURCHASE_REQUIREMENT_CODE", "COUPON_TRUNCATED_3RD_PURCHASE_FAMILY_CODE"});
    optional_prefix(in, "COUPON_MISSING_3RD_PURCHASE_GCP_VLI", "COUPON_INVALID_3RD_PURCHASE_GCP_LENGTH",
                    "COUPON_TRUNCATED_3RD_PURCHASE_GCP");
  }
}

void days_and_places(Reader& in) {
  std::string_view last, first;
  // The GS1 name of the fault is spelled so.
  if (in.option('3')) last = in.day("COUPON_TOO_SHORT_FOR_EXPIRATION_DATE", "COUPON_INVALID_EXIPIRATION_DATE");
  if (in.option('4')) first = in.day("COUPON_TOO_SHORT_FOR_START_DATE", "COUPON_INVALID_START_DATE");
  if (in.ok() && !last.empty() && !first.empty() && last < first) in.fail("COUPON_EXPIRATION_BEFORE_START", in.at() - 14, 14);
  if (in.option('5')) in.sized(kAny, 6, "COUPON_MISSING_SERIAL_NUMBER_VLI", "", "COUPON_TRUNCATED_SERIAL_NUMBER");
  if (in.option('6'))
    in.sized("1234567", 6, "COUPON_MISSING_RETAILER_GCP_OR_GLN_VLI", "COUPON_INVALID_RETAILER_GCP_OR_GLN_LENGTH",
             "COUPON_TRUNCATED_RETAILER_GCP_OR_GLN");
  if (in.option('9')) {
    in.digit("01256", "COUPON_MISSING_SAVE_VALUE_CODE", "COUPON_INVALID_SAVE_VALUE_CODE");
    in.digit("012", "COUPON_MISSING_SAVE_VALUE_APPLIES_TO_ITEM", "COUPON_INVALID_SAVE_VALUE_APPLIES_TO_ITEM");
    in.digit(kAny, "COUPON_MISSING_STORE_COUPON_FLAG", "");
    in.digit("01", "COUPON_MISSING_DONT_MULTIPLY_FLAG", "COUPON_INVALID_DONT_MULTIPLY_FLAG");
  }
}

}  // namespace

MaybeFault coupon_fault(std::string_view text) {
  if (auto fault = digits_fault(text)) return fault;
  Reader in(text);
  first_part(in);
  more_purchases(in);
  days_and_places(in);
  in.end();
  return in.fault();
}

MaybeFault offer_fault(std::string_view text) {
  if (auto fault = digits_fault(text)) return fault;
  Reader in(text);
  in.digit("01", "COUPON_MISSING_FORMAT_CODE", "COUPON_INVALID_FORMAT_CODE");
  in.sized(kZeroToSix, 6, "COUPON_MISSING_FUNDER_VLI", "COUPON_INVALID_FUNDER_LENGTH", "COUPON_TRUNCATED_FUNDER");
  in.fixed(6, "COUPON_TRUNCATED_OFFER_CODE");
  in.sized(kAny, 6, "COUPON_MISSING_SERIAL_NUMBER_VLI", "", "COUPON_TRUNCATED_SERIAL_NUMBER");
  in.end();
  return in.fault();
}

}  // namespace ocop::gs1
