// Passkeys from their making to their end, with a device of software: an Ed25519 key that answers as authenticators do (WebAuthn §6.1).
#include "kernel/base/text.h"
#include "kernel/crypto/crypto.h"
#include "kernel/json/json.h"
#include "modules/factors/challenge.h"
#include "modules/factors/store.h"
#include "modules/factors/tests/fixture.h"
#include "modules/identity/rules.h"

namespace ocop::factors {
namespace {

using identity::test::kPassword;
using webauthn::AuthenticatorData;

struct Device {
  crypto::SigningKey key;
  std::string credential, user_handle, origin = std::string(ocop::test::Desk::kUrl), party = "ocop.test";
  std::uint32_t counter = 0;
  std::uint8_t flags = AuthenticatorData::kPresent | AuthenticatorData::kVerified;

  static Device of(std::uint8_t number) {
    Device out{.key = crypto::SigningKey::from_seed({number}), .credential = "credential " + std::to_string(number), .user_handle = {}};
    return out;
  }
  std::string data(std::string_view more, std::uint8_t also = 0) const {
    const crypto::Digest hash = crypto::sha256(party);
    std::string out(crypto::view(hash));
    out.push_back(static_cast<char>(flags | also));
    for (int shift = 24; shift >= 0; shift -= 8) out.push_back(static_cast<char>(counter >> shift & 0xFF));
    return out.append(more);
  }
  std::string client_data(std::string_view type, std::string_view challenge) const {
    return R"({"type":"webauthn.)" + std::string(type) + R"(","challenge":")" + std::string(challenge) + R"(","origin":")" + origin +
           R"(","crossOrigin":false})";
  }
  std::string cose() const {
    return std::string("\xa4\x01\x01\x03\x27\x20\x06\x21\x58\x20", 10) + std::string(key.public_key.begin(), key.public_key.end());
  }
  // The JSON of what it is asked (options), answered as a form or a body.
  ocop::test::Pairs create(const std::string& options, const std::string& label) {
    const auto document = json::parse(options);
    user_handle = document->root()["user"]["id"].text_or("");
    const std::string attested = std::string(16, '\0') + std::string(1, '\0') + static_cast<char>(credential.size()) + credential + cose();
    const std::string made = data(attested, AuthenticatorData::kAttested);
    std::string object = std::string("\xa3\x63") + "fmt" + "\x64" + "none" + "\x67" + "attStmt" + std::string("\xa0\x68", 2) + "authData";
    object += std::string("\x58") + static_cast<char>(made.size()) + made;
    return {{"label", label},
            {"client_data", text::base64url(client_data("create", document->root()["challenge"].text_or("")))},
            {"attestation", text::base64url(object)}};
  }
  ocop::test::Pairs get(const std::string& options) {
    ++counter;
    return sign(std::string(json::parse(options)->root()["challenge"].text_or("")));
  }
  ocop::test::Pairs sign(const std::string& challenge) const {
    const std::string client = client_data("get", challenge), answer = data("");
    const crypto::Digest digest = crypto::sha256(client);
    const auto signature = crypto::sign(key, answer + std::string(crypto::view(digest)));
    return {{"credential", text::base64url(credential)},
            {"client_data", text::base64url(client)},
            {"authenticator_data", text::base64url(answer)},
            {"signature", text::base64url({reinterpret_cast<const char*>(signature.data()), signature.size()})},
            {"user_handle", user_handle}};
  }
};

class FactorsPasskeys : public FactorsTest {
 protected:
  static std::string ask(Browser& b) { return b.get("/api/v1/sign-in/passkey/options").body; }
  static std::string ask_new(Browser& b) { return b.get("/api/v1/me/factors/passkeys/options").body; }
  http::Response add_key(Browser& b, Device& device, const std::string& label = "Máy ở cơ quan") {
    b.get("/me/factors/passkeys/new");
    return b.post("/me/factors/passkeys", device.create(ask_new(b), label));
  }
  http::Response sign_in(Browser& b, const ocop::test::Pairs& made) {
    b.get("/sign-in");
    return b.post("/sign-in/passkey?next=%2Fme", made);
  }
  // A key of an account of this login.
  Device key_of(const std::string& login, std::uint8_t number = 1) {
    Browser b = signed_in(login);
    Device out = Device::of(number);
    EXPECT_EQ(add_key(b, out).status, 200);
    return out;
  }
};
OCOP_ON_BOTH_ENGINES(FactorsPasskeys);

TEST_P(FactorsPasskeys, APasskeyAloneSignsInAndThePasswordAloneDoesNot) {
  const AccountId anh = add("anh", {kOfficer});
  Browser first = signed_in("anh");
  Device device = Device::of(1);
  ocop::test::expect_sound(first.get("/me/factors/passkeys/new"));
  const auto made = add_key(first, device);
  EXPECT_EQ(codes_of(made).size(), rules::kCodes) << "the first step brings its recovery codes";
  ocop::test::expect_sound(first.get("/me/factors"));
  ocop::test::expect_sound(first.get("/en/me/factors"));
  Browser b = browser();
  const auto in = sign_in(b, device.get(ask(b)));
  EXPECT_EQ(in.status, 303);
  EXPECT_EQ(header(in, "location"), "/me");
  EXPECT_EQ(b.get("/me").status, 200);
  EXPECT_EQ(who(b.cookies[std::string(http::kSessionCookie)]).grants.size(), 1u);
  Browser plain = browser();
  EXPECT_EQ(header(type_password(plain, "anh"), "location"), "/sign-in/step?next=%2Fme");
  EXPECT_EQ(sign_in(plain, device.get(ask(plain))).status, 303) << "it is the second step, too";
  EXPECT_EQ(plain.get("/me").status, 200);
  const auto kept = database().read([&](db::Reader& reader) { return store::passkeys(reader, anh); });
  ASSERT_EQ(kept.size(), 1u);
  EXPECT_EQ(kept[0].counter, 2);
  EXPECT_TRUE(kept[0].used);
}

TEST_P(FactorsPasskeys, AnAnswerIsGoodOnceAndForFiveMinutes) {
  add("anh");
  Device device = key_of("anh");
  Browser b = browser(), thief = browser();
  const auto answer = device.get(ask(b));
  EXPECT_EQ(sign_in(b, answer).status, 303);
  const long told = notices_.count(kToldChanged);
  EXPECT_EQ(sign_in(thief, answer).status, 422) << "who has heard it says it again";
  // The story: the counter was compared before the challenge, so that a form sent twice told its holder of a copied key.
  EXPECT_EQ(notices_.count(kToldChanged), told);
  const auto late = device.get(ask(thief));
  pass(challenge::kLife);
  EXPECT_EQ(sign_in(thief, late).status, 422);
  const auto foreign = device.sign(challenge::make(random_, std::string(32, 'x'), "sign in", now()));
  EXPECT_EQ(sign_in(thief, foreign).status, 422) << "a challenge that nobody here made";
  EXPECT_EQ(thief.get("/me").status, 401);
}

TEST_P(FactorsPasskeys, WhatIsNotOursIsRefusedWithOneAnswer) {
  add("anh"), add("binh");
  Device anh = key_of("anh", 1), binh = key_of("binh", 2);
  Browser b = browser();
  const auto refused = [&](Device device, const std::string& why, const auto& change) {
    change(device);
    ++device.counter;
    const auto answer = sign_in(b, device.get(ask(b)));
    EXPECT_EQ(answer.status, 422) << why;
    EXPECT_TRUE(ocop::test::has(answer, "khóa lạ, đã bị gỡ, hoặc chờ quá lâu")) << why;
    pass(rules::kPasskeysOfNetwork.step);
  };
  refused(anh, "another origin", [](Device& one) { one.origin = "https://ocop.test.evil.vn"; });
  refused(anh, "another party", [](Device& one) { one.party = "evil.vn"; });
  refused(anh, "nobody present", [](Device& one) { one.flags = AuthenticatorData::kVerified; });
  refused(anh, "nobody verified", [](Device& one) { one.flags = AuthenticatorData::kPresent; });
  refused(anh, "an unknown credential", [](Device& one) { one.credential = "unknown"; });
  refused(anh, "another one's credential", [&](Device& one) { one.credential = binh.credential; });
  refused(anh, "another one's handle", [&](Device& one) { one.user_handle = binh.user_handle; });
  refused(anh, "another key", [&](Device& one) { one.key = binh.key; });
  EXPECT_EQ(sign_in(b, {}).status, 422) << "a browser without script";
  EXPECT_TRUE(ocop::test::has(sign_in(b, {}), "JavaScript"));
  ocop::test::expect_sound(b.get("/en/sign-in/passkey"));
  const auto right = sign_in(b, anh.get(ask(b)));
  EXPECT_EQ(right.status, 303) << "and the same key, unchanged, is taken";
}

TEST_P(FactorsPasskeys, ACounterThatGoesDownTellsOfACopy) {
  add("anh");
  Device device = key_of("anh");
  Browser b = browser();
  device.counter = 40;
  Device copy = device;
  EXPECT_EQ(sign_in(b, device.get(ask(b))).status, 303);
  Browser thief = browser();
  copy.counter = 7;
  const long told = notices_.count(kToldChanged);
  EXPECT_EQ(sign_in(thief, copy.get(ask(thief))).status, 409);
  EXPECT_EQ(thief.get("/me").status, 401);
  EXPECT_EQ(notices_.count(kToldChanged), told + 1);
  EXPECT_TRUE(ocop::test::has(b.get("/en/me/factors"), "seemed to exist twice"));
}

TEST_P(FactorsPasskeys, AKeyIsAddedToItsAccountAloneAndOnce) {
  add("anh"), add("binh");
  Browser anh = signed_in("anh"), binh = signed_in("binh");
  Device device = Device::of(1), other = Device::of(2);
  anh.get("/me/factors/passkeys/new");
  EXPECT_EQ(anh.post("/me/factors/passkeys", other.create(ask_new(binh), "của Bình")).status, 422) << "a challenge of another account";
  const auto made = device.create(ask_new(anh), "Điện thoại");
  EXPECT_EQ(anh.post("/me/factors/passkeys", made).status, 200);
  anh.get("/me/factors/passkeys/new");
  EXPECT_EQ(anh.post("/me/factors/passkeys", made).status, 422) << "its challenge was answered";
  EXPECT_EQ(anh.post("/me/factors/passkeys", device.create(ask_new(anh), "Nữa")).status, 409);
  EXPECT_NE(ask_new(anh).find(text::base64url(device.credential)), std::string::npos) << "the browser is told not to offer it";
  binh.get("/me/factors/passkeys/new");
  EXPECT_EQ(binh.post("/me/factors/passkeys", device.create(ask_new(binh), "Của ai")).status, 409) << "nobody takes another one's key over";
  other.flags = AuthenticatorData::kPresent;
  EXPECT_EQ(add_key(anh, other).status, 422) << "no finger, no PIN";
  EXPECT_EQ(anh.post("/me/factors/passkeys", {{"label", "Trống"}}).status, 422);
  for (std::uint8_t i = 3; i < 3 + rules::kMostPasskeys - 1; ++i) {
    Device more = Device::of(i);
    EXPECT_EQ(add_key(anh, more).status, 303) << i;
  }
  Device last = Device::of(99);
  EXPECT_EQ(add_key(anh, last).status, 409);
  // Old sessions say the password with it.
  pass(identity::rules::kProofLife);
  EXPECT_EQ(add_key(anh, last).status, 422);
}

TEST_P(FactorsPasskeys, APasskeyProvesWhoseSessionItIs) {
  add("anh"), add("binh");
  Device of_binh = key_of("binh", 2);
  Browser b = signed_in("anh");
  Device device = Device::of(1);
  EXPECT_EQ(add_key(b, device).status, 200);
  pass(identity::rules::kProofLife);
  ocop::test::expect_sound(b.get("/me/factors"));
  EXPECT_EQ(b.post("/me/factors/proof/passkey", of_binh.get(ask(b))).status, 422);
  EXPECT_EQ(b.post("/me/factors/codes").status, 422);
  b.get("/me/factors");
  EXPECT_EQ(b.post("/me/factors/proof/passkey", device.get(ask(b))).status, 303);
  const auto page = b.get("/me/factors");
  const std::string remove = "/me/factors/passkeys/" + between(page.body, "action=\"/me/factors/passkeys/", "/remove") + "/remove";
  EXPECT_EQ(b.post(remove).status, 303);
  EXPECT_EQ(b.post(remove).status, 404);
  EXPECT_EQ(factors_->held_by(*who(b.cookies[std::string(http::kSessionCookie)]).account).codes, 0)
      << "codes stand for a step that is gone";
  Browser gone = browser();
  EXPECT_EQ(sign_in(gone, device.get(ask(gone))).status, 422);
}

TEST_P(FactorsPasskeys, WhoMayNotSignInDoesNotByAKeyEither) {
  add("admin", {kAdministrator}), add("admin2", {kAdministrator});
  const AccountId anh = add("anh", {kOfficer});
  Device device = key_of("anh");
  Browser admin = signed_in("admin");
  const Actor first = who(admin.cookies[std::string(http::kSessionCookie)]);
  const auto detail = service().detail(first, anh);
  ASSERT_TRUE(service().set_activity(first, anh, identity::Activity::inactive, detail->account.version).ok());
  Browser b = browser();
  EXPECT_EQ(sign_in(b, device.get(ask(b))).status, 422);
  ASSERT_TRUE(service().set_activity(first, anh, identity::Activity::active, detail->account.version + 1).ok());
  EXPECT_EQ(sign_in(b, device.get(ask(b))).status, 303);
  ASSERT_TRUE(service().reset_password(first, anh).ok());
  EXPECT_EQ(b.get("/me").status, 401);
  EXPECT_EQ(sign_in(b, device.get(ask(b))).status, 303);
  EXPECT_TRUE(who(b.cookies[std::string(http::kSessionCookie)]).grants.empty()) << "a temporary password is replaced first";
  admin.get("/accounts/" + anh.text());
  EXPECT_EQ(admin.post("/accounts/" + anh.text() + "/factors/remove").status, 303);
  Browser after = browser();
  EXPECT_EQ(sign_in(after, device.get(ask(after))).status, 422);
}

TEST_P(FactorsPasskeys, AnAnswerCannotBeUsedByTwoAtOnce) {
  const AccountId anh = add("anh");
  Device device = key_of("anh");
  Browser b = browser();
  const auto before = database().read([&](db::Reader& reader) { return store::passkeys(reader, anh); }).at(0);
  EXPECT_EQ(sign_in(b, device.get(ask(b))).status, 303);
  const auto used = database().write([&](db::Transaction& transaction) -> Result<bool> {
    return store::use_passkey(transaction, before, 9, now());
  });
  EXPECT_FALSE(*used) << "its counter went on meanwhile";
  const auto again = database().write([&](db::Transaction& transaction) -> Result<bool> {
    return store::answer(transaction, std::string(32, 'd'), now(), {0}) && !store::answer(transaction, std::string(32, 'd'), now(), {0}) &&
           store::answer(transaction, std::string(32, 'd'), now(), now());
  });
  EXPECT_TRUE(*again) << "once, and forgotten when it is too old";
}

TEST_P(FactorsPasskeys, AProgramMayListAndRemove) {
  add("anh");
  const auto token = identity::create_api_token(acts(), random_, {"anh", "thử", 1});
  const auto call = [&](http::Method method, const std::string& path, const std::string& body = {}) {
    return desk_->api(method, path, token->text, body);
  };
  Device device = Device::of(1);
  std::string body = "{";
  for (const auto& [name, value] : device.create(call(http::Method::get, "/api/v1/me/factors/passkeys/options").body, "Khóa USB"))
    body += "\"" + name + "\":\"" + value + "\",";
  const std::string password = R"("password":")" + kPassword + "\"}";
  EXPECT_EQ(call(http::Method::post, "/api/v1/me/factors/passkeys", body.substr(0, body.size() - 1) + "}").status, 422);
  const auto made = call(http::Method::post, "/api/v1/me/factors/passkeys", body + password);
  ASSERT_EQ(made.status, 201) << made.body;
  const auto document = json::parse(made.body);
  const std::string id(document->root()["id"].text_or(""));
  EXPECT_EQ(document->root()["recovery_codes"].size(), rules::kCodes);
  const auto shown = call(http::Method::get, "/api/v1/me/factors");
  EXPECT_EQ(json::parse(shown.body)->root()["passkeys"].at(0)["label"].text(), "Khóa USB");
  EXPECT_EQ(call(http::Method::delete_, "/api/v1/me/factors/passkeys/" + id).status, 422);
  EXPECT_EQ(call(http::Method::delete_, "/api/v1/me/factors/passkeys/" + id, "{" + password).status, 204);
  EXPECT_EQ(call(http::Method::delete_, "/api/v1/me/factors/passkeys/" + id, "{" + password).status, 404);
}

}  // namespace
}  // namespace ocop::factors
