#include "kernel/tlog/merkle.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "kernel/base/text.h"

namespace ocop::tlog {
namespace {

Hash hash_of(std::string_view hex) {
  const std::string bytes = crypto::hex_decode(hex).value();
  Hash hash{};
  std::copy(bytes.begin(), bytes.end(), hash.begin());
  return hash;
}
std::vector<Hash> hashes_of(std::initializer_list<std::string_view> hexes) {
  std::vector<Hash> out;
  for (const auto hex : hexes) out.push_back(hash_of(hex));
  return out;
}
std::string hex(const Hash& hash) { return text::hex(crypto::view(hash)); }

// The tree over leaf hashes, by the definition of RFC 6962 §2.1 and nothing else.
Hash by_definition(std::span<const Hash> leaves) {
  if (leaves.empty()) return empty_root();
  if (leaves.size() == 1) return leaves.front();
  std::size_t k = 1;
  while (2 * k < leaves.size()) k *= 2;
  return node_hash(by_definition(leaves.first(k)), by_definition(leaves.subspan(k)));
}
RangeHash tree_of(const std::vector<Hash>& leaves) {
  return [&leaves](std::int64_t from, std::int64_t to) {
    return by_definition(std::span(leaves).subspan(static_cast<std::size_t>(from), static_cast<std::size_t>(to - from)));
  };
}
std::vector<Hash> some_leaves(std::size_t count) {
  std::vector<Hash> leaves;
  for (std::size_t i = 0; i < count; ++i) leaves.push_back(leaf_hash("entry " + std::to_string(i)));
  return leaves;
}

// The eight inputs and the hashes of the Certificate Transparency reference tests.
std::vector<Hash> reference_leaves() {
  std::vector<Hash> leaves;
  for (const char* input : {"", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"}) {
    leaves.push_back(leaf_hash(crypto::hex_decode(input).value()));
  }
  return leaves;
}
constexpr std::string_view kReferenceRoots[] = {
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125", "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7", "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef", "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};

TEST(TlogMerkle, GivesTheReferenceRoots) {
  Frontier frontier;
  EXPECT_EQ(hex(frontier.root()), kReferenceRoots[0]);
  std::size_t size = 0;
  for (const Hash& leaf : reference_leaves()) {
    frontier.add(leaf, nullptr);
    EXPECT_EQ(hex(frontier.root()), kReferenceRoots[++size]);
  }
}

TEST(TlogMerkle, GivesTheReferencePaths) {
  const auto leaves = reference_leaves();
  const auto tree = tree_of(leaves);
  EXPECT_EQ(inclusion_path(tree, 0, 1), hashes_of({}));
  EXPECT_EQ(inclusion_path(tree, 0, 8), hashes_of({"96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                                                   "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                                                   "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"}));
  EXPECT_EQ(inclusion_path(tree, 5, 8), hashes_of({"bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                                                   "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                                                   "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"}));
  EXPECT_EQ(inclusion_path(tree, 2, 3), hashes_of({"fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"}));
  EXPECT_EQ(consistency_path(tree, 1, 8), hashes_of({"96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                                                     "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                                                     "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"}));
  EXPECT_EQ(consistency_path(tree, 6, 8), hashes_of({"0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                                                     "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                                                     "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"}));
  EXPECT_EQ(consistency_path(tree, 2, 5), hashes_of({"5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                                                     "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"}));
}

TEST(TlogMerkle, FrontierReportsFullSubtrees) {
  const auto leaves = some_leaves(520);
  Frontier frontier;
  std::vector<std::pair<int, std::int64_t>> tiles;
  for (const Hash& leaf : leaves) {
    frontier.add(leaf, [&](const Frontier::Completed& done) {
      const auto from = static_cast<std::size_t>(done.index) << done.height;
      EXPECT_EQ(done.hash, by_definition(std::span(leaves).subspan(from, std::size_t{1} << done.height)));
      if (done.height == 8) tiles.emplace_back(done.height, done.index);
    });
  }
  EXPECT_EQ(tiles, (std::vector<std::pair<int, std::int64_t>>{{8, 0}, {8, 1}}));
  EXPECT_EQ(frontier.root(), by_definition(leaves));
}

// Every pair of sizes and every index of all small trees, and every bit of every hash of each proof.
TEST(TlogMerkle, EveryProofOfSmallTreesHoldsAndNoneWithAChangedBit) {
  const auto leaves = some_leaves(17);
  const auto tree = tree_of(leaves);
  for (std::int64_t size = 1; size <= 17; ++size) {
    const Hash root = tree(0, size);
    for (std::int64_t index = 0; index < size; ++index) {
      auto path = inclusion_path(tree, index, size);
      const Hash& leaf = leaves[static_cast<std::size_t>(index)];
      ASSERT_TRUE(verify_inclusion(leaf, index, size, path, root));
      for (std::size_t bit = 0; bit < path.size() * 256; ++bit) {
        auto& byte = path[bit / 256][bit % 256 / 8];
        byte = static_cast<std::uint8_t>(byte ^ (1u << (bit % 8)));
        ASSERT_FALSE(verify_inclusion(leaf, index, size, path, root));
        byte = static_cast<std::uint8_t>(byte ^ (1u << (bit % 8)));
      }
    }
    for (std::int64_t from = 0; from <= size; ++from) {
      auto path = consistency_path(tree, from, size);
      ASSERT_TRUE(verify_consistency(from, size, path, tree(0, from), root)) << from << " " << size;
      for (std::size_t bit = 0; bit < path.size() * 256; ++bit) {
        auto& byte = path[bit / 256][bit % 256 / 8];
        byte = static_cast<std::uint8_t>(byte ^ (1u << (bit % 8)));
        ASSERT_FALSE(verify_consistency(from, size, path, tree(0, from), root));
        byte = static_cast<std::uint8_t>(byte ^ (1u << (bit % 8)));
      }
    }
  }
}

RC_GTEST_PROP(TlogMerkleProperty, ProofsOfRandomTreesHold, ()) {
  const auto size = *rc::gen::inRange<std::int64_t>(1, 700);
  const auto leaves = some_leaves(static_cast<std::size_t>(size));
  const auto tree = tree_of(leaves);
  const Hash root = tree(0, size);
  const auto index = *rc::gen::inRange<std::int64_t>(0, size);
  auto path = inclusion_path(tree, index, size);
  const Hash& leaf = leaves[static_cast<std::size_t>(index)];
  RC_ASSERT(verify_inclusion(leaf, index, size, path, root));
  RC_ASSERT_FALSE(verify_inclusion(leaf_hash("another"), index, size, path, root));
  RC_ASSERT_FALSE(verify_inclusion(leaf, index, size, path, leaf_hash("another")));
  const auto other = *rc::gen::inRange<std::int64_t>(0, size);
  if (other != index) RC_ASSERT_FALSE(verify_inclusion(leaf, other, size, path, root));
  path.push_back(leaf);
  RC_ASSERT_FALSE(verify_inclusion(leaf, index, size, path, root));   // longer
  path.pop_back();
  if (!path.empty()) {
    path.pop_back();
    RC_ASSERT_FALSE(verify_inclusion(leaf, index, size, path, root));   // shorter
  }
  const auto from = *rc::gen::inRange<std::int64_t>(0, size + 1);
  const auto proof = consistency_path(tree, from, size);
  RC_ASSERT(verify_consistency(from, size, proof, tree(0, from), root));
  if (from != 0 && from != size) {
    RC_ASSERT_FALSE(verify_consistency(from, size, proof, leaf_hash("another"), root));
    RC_ASSERT_FALSE(verify_consistency(from, size, proof, tree(0, from), leaf_hash("another")));
    RC_ASSERT_FALSE(verify_consistency(from, size, {}, tree(0, from), root));
  }
}

TEST(TlogMerkle, RefusesImpossibleSizes) {
  const Hash root = empty_root();
  EXPECT_FALSE(verify_inclusion(root, 0, 0, {}, root));
  EXPECT_FALSE(verify_inclusion(root, -1, 1, {}, root));
  EXPECT_FALSE(verify_inclusion(root, 1, 1, {}, root));
  EXPECT_FALSE(verify_consistency(-1, 1, {}, root, root));
  EXPECT_FALSE(verify_consistency(2, 1, {}, root, root));
  EXPECT_FALSE(verify_consistency(0, 1, {}, leaf_hash("x"), root));
  EXPECT_TRUE(verify_consistency(0, 5, {}, root, leaf_hash("x")));
}

}  // namespace
}  // namespace ocop::tlog
