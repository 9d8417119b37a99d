#pragma once
#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace ocop {

// 16 bytes of a UUID (RFC 9562). Ids made by Ocop are version 7 (kernel/random/ids.h): ordered by time, opaque, permanent.
struct Uuid {
  std::array<std::uint8_t, 16> bytes{};
  auto operator<=>(const Uuid&) const = default;
  // Lower case, 8-4-4-4-12.
  std::string text() const;
  // Accepts either case; anything but 8-4-4-4-12 hexadecimal is nullopt.
  static std::optional<Uuid> parse(std::string_view text);
};

// A Uuid that knows what it names: an Id<ProductTag> is not an Id<DossierTag>.
template <class Tag>
struct Id {
  Uuid uuid{};
  auto operator<=>(const Id&) const = default;
  std::string text() const { return uuid.text(); }
  static std::optional<Id> parse(std::string_view text) {
    if (auto uuid = Uuid::parse(text)) return Id{*uuid};
    return std::nullopt;
  }
};

// The things that more than one layer names.
using AccountId = Id<struct AccountTag>;
using ProducerId = Id<struct ProducerTag>;
using ProductId = Id<struct ProductTag>;
using PaperId = Id<struct PaperTag>;
using DossierId = Id<struct DossierTag>;
using CertificateId = Id<struct CertificateTag>;

}  // namespace ocop

template <>
struct std::hash<ocop::Uuid> {
  std::size_t operator()(const ocop::Uuid& uuid) const noexcept;
};
template <class Tag>
struct std::hash<ocop::Id<Tag>> {
  std::size_t operator()(const ocop::Id<Tag>& id) const noexcept { return std::hash<ocop::Uuid>{}(id.uuid); }
};
