// Whatever a visitor types or a browser says: names, addresses and return paths come out in their own small alphabet or not at all.
#include <algorithm>
#include <cstdlib>

#include "kernel/base/text.h"
#include "modules/identity/rules.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace ocop;
  using namespace ocop::identity;
  const std::string_view input(reinterpret_cast<const char*>(data), size);

  if (const auto login = rules::login_name(input)) {
    if (login->size() > rules::kMaxLogin || rules::login_name(*login).value() != *login) std::abort();
    if (std::any_of(login->begin(), login->end(), [](char c) { return c <= ' ' || c >= 0x7f || c == '<' || c == '\''; })) std::abort();
  } else if (!text::is_valid_utf8(login.error().problems.at(0).got)) {
    std::abort();
  }
  if (const auto name = rules::display_name(input); name && (!text::is_valid_utf8(*name) || name->find('\n') != std::string::npos))
    std::abort();
  if (const auto password = rules::password_text(input)) {
    if (rules::password_text(*password) != password) std::abort();
    (void)rules::password_is_fit(*password, {}, "next").ok();
  }
  const std::string back = rules::safe_return(input);
  if (!back.empty() && (back[0] != '/' || back.starts_with("//") || back.find_first_of("\\\r\n ") != std::string::npos)) std::abort();
  if (throttle::network_of(input).size() > size + 20) std::abort();
  if (rules::agent_words(input).size() > 40) std::abort();
  return 0;
}
