#include "modules/products/register_columns.h"

#include "kernel/base/text.h"

namespace ocop::products {
namespace {

using sheets::Need;
using sheets::Wanted;
using Names = std::string_view;

constexpr Names kId[] = {"mã", "mã sản phẩm", "mã dòng", "mã số", "stt", "tt", "số thứ tự"};
constexpr Names kName[] = {"tên sản phẩm", "sản phẩm", "tên sản phẩm ocop", "sản phẩm ocop", "product", "product name"};
constexpr Names kMaker[] = {"chủ thể",        "tên chủ thể", "chủ thể ocop",         "chủ thể sản xuất", "đơn vị sản xuất",
                            "cơ sở sản xuất", "tên cơ sở",   "tên chủ thể sản xuất", "entity",           "producer"};
constexpr Names kKind[] = {"loại hình", "loại hình chủ thể", "loại chủ thể", "hình thức tổ chức", "loại hình tổ chức"};
constexpr Names kCommune[] = {"xã", "xã phường", "xã phường thị trấn", "địa chỉ xã", "phường xã", "commune"};
constexpr Names kDistrict[] = {"huyện",         "quận huyện", "huyện thị xã thành phố", "huyện thành phố", "huyện thị",
                               "địa chỉ huyện", "district"};
constexpr Names kProvince[] = {"tỉnh", "tỉnh thành", "tỉnh thành phố", "địa phương", "địa chỉ tỉnh", "province"};
constexpr Names kStar[] = {"sao", "số sao", "hạng sao", "hạng", "phân hạng", "xếp hạng", "kết quả phân hạng", "kết quả", "stars"};
constexpr Names kScore[] = {"điểm", "tổng điểm", "số điểm", "điểm đánh giá"};
constexpr Names kGroup[] = {"nhóm", "nhóm sản phẩm", "ngành hàng", "nhóm ngành", "phân nhóm"};
constexpr Names kDecision[] = {"quyết định",    "số quyết định",           "số qđ",       "quyết định công nhận",
                               "quyết định số", "số quyết định công nhận", "qđ công nhận"};
constexpr Names kYear[] = {"năm", "năm công nhận", "năm đánh giá", "năm đạt", "năm phân hạng"};
constexpr Names kRecognition[] = {"căn cứ", "hình thức công nhận", "căn cứ công nhận"};
constexpr Names kUrl[] = {"nguồn", "địa chỉ nguồn", "đường dẫn", "link", "source"};
constexpr Names kSource[] = {"loại nguồn"};
constexpr Names kProvinceCode[] = {"mã tỉnh", "mã tỉnh mới", "mã tỉnh hiện nay"};
constexpr Names kUnitCode[] = {"mã xã", "mã xã mới", "mã đơn vị hành chính", "mã đvhc", "mã xã hiện nay"};
constexpr Names kNote[] = {"ghi chú", "note"};
constexpr Names kDecided[] = {"ngày quyết định", "ngày ban hành", "ngày công nhận", "ngày ký", "ngày ký quyết định", "ngày qđ"};

constexpr Names kOwnCode[] = {"mã ocop", "mã tra cứu"};

constexpr std::array<Wanted, 20> kWanted{{
    {kColumns[0], kId, Need::required},
    {kColumns[1], kName, Need::required},
    {kColumns[2], kMaker},
    {kColumns[3], kKind},
    {kColumns[4], kCommune},
    {kColumns[5], kDistrict},
    {kColumns[6], kProvince, Need::required},
    {kColumns[7], kStar},
    {kColumns[8], kScore},
    {kColumns[9], kGroup},
    {kColumns[10], kDecision},
    {kColumns[11], kYear},
    {kColumns[12], kRecognition, Need::required},
    {kColumns[13], kUrl},
    {kColumns[14], kSource},
    {kColumns[15], kProvinceCode},
    {kColumns[16], kUnitCode},
    {kColumns[17], kNote},
    {kDecisionDate, kDecided},
    {kCode, kOwnCode},
}};

struct Word { std::string_view printed, value; };
constexpr Word kEntityTypes[] = {{"htx", "cooperative"},
                                 {"hop tac xa", "cooperative"},
                                 {"to hop tac", "cooperative_group"},
                                 {"tht", "cooperative_group"},
                                 {"doanh nghiep", "enterprise"},
                                 {"cong ty", "enterprise"},
                                 {"ho kinh doanh", "household_business"},
                                 {"hkd", "household_business"},
                                 {"ho san xuat", "household_business"},
                                 {"ho gia dinh", "household_business"},
                                 {"trang trai", "farm"},
                                 {"co so san xuat", "production_facility"},
                                 {"co so", "production_facility"}};
constexpr Word kRecognitionWords[] = {{"quyet dinh", "decision"},
                                      {"co quyet dinh", "decision"},
                                      {"duoc cong nhan", "reported_recognised"},
                                      {"da cong nhan", "reported_recognised"},
                                      {"ket qua hoi dong", "council_result"},
                                      {"hoi dong", "council_result"},
                                      {"danh sach", "unofficial_list"},
                                      {"khong chinh thuc", "unofficial_list"},
                                      {"dang ky tai ocop", kOwnRecognition}};
// How an export in Vietnamese says them.
constexpr Word kShownTypes[] = {{"Hợp tác xã", "cooperative"},         {"Tổ hợp tác", "cooperative_group"},
                                {"Doanh nghiệp", "enterprise"},        {"Hộ kinh doanh", "household_business"},
                                {"Trang trại", "farm"},                {"Cơ sở sản xuất", "production_facility"}};
constexpr Word kShownRecognitions[] = {{"Quyết định", "decision"},
                                       {"Đã công nhận", "reported_recognised"},
                                       {"Kết quả hội đồng", "council_result"},
                                       {"Danh sách", "unofficial_list"},
                                       {"Đăng ký tại Ocop", kOwnRecognition}};

template <std::size_t N>
std::string value_of(std::string_view printed, const Word (&words)[N]) {
  const std::string folded = text::fold(printed);
  for (const Word& word : words)
    if (folded == word.printed) return std::string(word.value);
  return std::string(printed);
}

template <std::size_t N>
std::string shown(std::string_view value, const Word (&words)[N]) {
  for (const Word& word : words)
    if (value == word.value) return std::string(word.printed);
  return std::string(value);
}

}  // namespace

std::span<const Wanted> wanted_columns() { return kWanted; }
std::string entity_type_of(std::string_view printed) { return value_of(printed, kEntityTypes); }
std::string recognition_of(std::string_view printed) { return value_of(printed, kRecognitionWords); }
std::string entity_type_of(producers::Kind kind) {
  switch (kind) {
    case producers::Kind::unknown: return {};
    case producers::Kind::household: return "household_business";
    case producers::Kind::other: return "production_facility";
    default: return std::string(producers::name(kind));
  }
}
std::string words_of(std::string_view field, std::string_view value) {
  if (field == "entity_type") return shown(value, kShownTypes);
  if (field == "recognition") return shown(value, kShownRecognitions);
  return std::string(value);
}

}  // namespace ocop::products
