#pragma once
#include <array>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/http/http.h"
#include "kernel/web/icons.h"

// Where a reader can go from every page. The frame knows no path of its own: each module brings its entries (kernel/manifest), app puts
// them together before the server starts, and nothing changes afterwards.
namespace ocop::web {

enum class Spot : unsigned char {
  header,            // the main sections, on desks
  bottom,            // the same for a thumb, on phones: at most five
  account,           // the menu under the person's name; for visitors the link that stands in its place
  duties,            // on the first page of a role: all that it may do, with how much waits (page.h, duties)
  programme, site,   // the two columns of the footer
};
inline constexpr std::size_t kSpots = 6;
inline constexpr std::size_t kMostAtBottom = 5;                // a thumb finds five
struct Position {
  Spot spot = Spot::header;
  int rank = 0;                              // lower stands first; equal ranks in the order they were added
  std::optional<Policy> policy{};            // who is shown it here, where those are fewer than may open the page
};

enum class Audience : unsigned char { admitted, visitors };   // whoever the policy admits, or only who has not signed in
enum class Press : unsigned char { opens, posts };            // posts = a form of one button: signing out changes something

struct Entry {
  std::string path;
  Message label;
  Icon icon = Icon::ring;                    // drawn in the bottom bar
  std::vector<Position> positions;
  Policy policy = Policy::anyone();          // the page's own: nobody is led to a page that refuses him
  Audience audience = Audience::admitted;
  Press press = Press::opens;
  // How much waits behind it, for a badge; 0 shows none. Asked on every page of whom it is shown to: one indexed read, no more.
  std::function<long long(const http::Request& request)> count{};
  // How many there are of it, for Spot::duties alone, where `count` is shown when this is empty.
  std::function<long long(const http::Request& request)> figure{};
  Message count_words{};                     // "{0} việc đang chờ", read out with the badge
  // Whoever this admits comes here after signing in. The first entry that admits him by a role, in the order they were added, is his home;
  // where there is none, the first that admits everybody.
  std::optional<Policy> home{};
};
// The pages at a path and below it belong to an entry: they show it as the place where the reader is. Says more than the path's own entry.
struct Section { std::string below; std::string entry; };
// The search field of the header. `own_page` has a larger one of its own.
struct SearchBox { std::string path; Message label; Message example; std::string own_page; };

class Navigation {
 public:
  // Errors are the programmer's: std::logic_error for a path that is there already, or a second search box or sign-in page.
  void add(Entry entry);
  void add(Section section) { sections_.push_back(std::move(section)); }
  void set(SearchBox box);
  void set_sign_in(std::string path);        // where a page that needs an account sends a visitor
  void merge(Navigation other);

  // The entries of a spot that this request's reader is shown, in order.
  std::vector<const Entry*> at(Spot spot, const Actor& actor) const;
  // Where an account comes in; null when no entry is a home of its roles.
  const Entry* home(const Actor& actor) const;
  // The entry that the page of a path belongs to: itself, or by the longest section; null when none.
  const Entry* of_path(std::string_view path) const;
  const std::optional<SearchBox>& search() const { return search_; }
  const std::string& sign_in() const { return sign_in_; }
  const std::vector<Entry>& entries() const { return entries_; }
  const std::vector<Section>& sections() const { return sections_; }

 private:
  struct Placed { int rank = 0; std::size_t entry = 0; std::optional<Policy> policy{}; };
  std::vector<Entry> entries_;
  std::vector<Section> sections_;
  std::array<std::vector<Placed>, kSpots> placed_;
  std::optional<SearchBox> search_;
  std::string sign_in_;
};

}  // namespace ocop::web
