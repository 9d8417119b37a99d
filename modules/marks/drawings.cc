#include "modules/marks/drawings.h"

// Drawings of kinds of food and drink, 160 × 120; their colours come from the style sheet (web/styles/marks.css).
namespace ocop::marks::drawings {

using web::Markup;
using web::operator""_h;

// Cells of a comb, a drop, a bee.
const Markup kHoney =
    R"s(<path class="m-soft" d="M0 112h160v8H0z"/><path class="m-amber" d="M71.9 46.0 58.0 54.0 44.1 46.0 44.1 30.0 58.0 22.0)s"
    R"s( 71.9 30.0z"/><path class="m-amber" d="M99.9 46.0 86.0 54.0 72.1 46.0 72.1 30.0 86.0 22.0 99.9 30.0z"/>)s"
    R"s(<path class="m-paper" d="M57.9 70.2 44.0 78.2 30.1 70.2 30.1 54.2 44.0 46.2 57.9 54.2z"/>)s"
    R"s(<path class="m-amber" d="M85.9 70.2 72.0 78.2 58.1 70.2 58.1 54.2 72.0 46.2 85.9 54.2z"/>)s"
    R"s(<path class="m-amber" d="M113.9 70.2 100.0 78.2 86.1 70.2 86.1 54.2 100.0 46.2 113.9 54.2z"/>)s"
    R"s(<path class="m-amber" d="M71.9 94.4 58.0 102.4 44.1 94.4 44.1 78.4 58.0 70.4 71.9 78.4z"/>)s"
    R"s(<path class="m-paper" d="M99.9 94.4 86.0 102.4 72.1 94.4 72.1 78.4 86.0 70.4 99.9 78.4z"/>)s"
    R"s(<path class="m-line" d="M71.9 46.0 58.0 54.0 44.1 46.0 44.1 30.0 58.0 22.0 71.9 30.0zM99.9 46.0 86.0 54.0 72.1 46.0)s"
    R"s( 72.1 30.0 86.0 22.0 99.9 30.0zM57.9 70.2 44.0 78.2 30.1 70.2 30.1 54.2 44.0 46.2 57.9 54.2zM85.9 70.2 72.0 78.2 58.1)s"
    R"s( 70.2 58.1 54.2 72.0 46.2 85.9 54.2zM113.9 70.2 100.0 78.2 86.1 70.2 86.1 54.2 100.0 46.2 113.9 54.2zM71.9 94.4 58.0)s"
    R"s( 102.4 44.1 94.4 44.1 78.4 58.0 70.4 71.9 78.4zM99.9 94.4 86.0 102.4 72.1 94.4 72.1 78.4 86.0 70.4 99.9 78.4z"/>)s"
    R"s(<path class="m-amber" d="M58 103c4 6 6 9 6 12a6 6 0 0 1-12 0c0-3 2-6 6-12z" transform="translate(0 -4)"/>)s"
    R"s(<path class="m-line thin" d="M58 99c4 6 6 9 6 12a6 6 0 0 1-12 0c0-3 2-6 6-12z"/>)s"
    R"s(<path class="m-paper" d="M124 34c-2-10 6-16 14-12 2 8-4 14-14 12zM128 36c4-9 14-9 18-2-3 7-11 8-18 2z"/>)s"
    R"s(<path class="m-line thin" d="M124 34c-2-10 6-16 14-12 2 8-4 14-14 12zM128 36c4-9 14-9 18-2-3 7-11 8-18 2z"/>)s"
    R"s(<path class="m-amber" d="M112 42c4-9 16-12 24-6 2 8-8 14-18 14-4 0-6-4-6-8z"/>)s"
    R"s(<path class="m-line" d="M112 42c4-9 16-12 24-6 2 8-8 14-18 14-4 0-6-4-6-8z"/>)s"
    R"s(<path class="m-line thin" d="M120 36l3 13M127 34l2 12M112 42l-5-3M113 46l-5 1"/>)s"_h;
// A ham and sausages on a rod.
const Markup kMeat =
    R"s(<path class="m-soft" d="M0 112h160v8H0z"/><path class="m-line" d="M14 16h132"/>)s"
    R"s(<path class="m-line thin" d="M52 16v16M100 16v10M124 16v10"/>)s"
    R"s(<path class="m-rose" d="M52 32c20 4 32 24 28 44-3 16-18 24-32 22-16-2-26-16-22-34 3-14 14-26 26-32z"/>)s"
    R"s(<path class="m-red" d="M52 46c10 4 17 15 15 27-2 10-10 15-18 14-9-1-15-9-13-20 1-9 8-17 16-21z"/>)s"
    R"s(<path class="m-paper" d="M50 62c5 1 7 5 6 9-1 5-5 7-9 6-4 0-6-4-5-8 1-4 4-7 8-7z"/>)s"
    R"s(<path class="m-line" d="M52 32c20 4 32 24 28 44-3 16-18 24-32 22-16-2-26-16-22-34 3-14 14-26 26-32z"/>)s"
    R"s(<path class="m-line thin" d="M52 46c10 4 17 15 15 27-2 10-10 15-18 14-9-1-15-9-13-20 1-9 8-17 16-21zM50 62c5 1 7 5 6)s"
    R"s( 9-1 5-5 7-9 6-4 0-6-4-5-8 1-4 4-7 8-7z"/><path class="m-red" d="M100 26c7 0 10 4 10 10v22c0 6-3 10-10)s"
    R"s( 10s-10-4-10-10V36c0-6 3-10 10-10z"/><path class="m-rose" d="M100 70c6 0 9 3 9 8v14c0 6-3 9-9 9s-9-3-9-9V78c0-5 3-8)s"
    R"s( 9-8z"/><path class="m-line" d="M100 26c7 0 10 4 10 10v22c0 6-3 10-10 10s-10-4-10-10V36c0-6 3-10 10-10zM100 70c6 0 9)s"
    R"s( 3 9 8v14c0 6-3 9-9 9s-9-3-9-9V78c0-5 3-8 9-8z"/><path class="m-line thin" d="M96 36v18M97 80v10"/>)s"
    R"s(<path class="m-red" d="M124 26c7 0 10 4 10 10v22c0 6-3 10-10 10s-10-4-10-10V36c0-6 3-10 10-10z"/>)s"
    R"s(<path class="m-rose" d="M124 70c6 0 9 3 9 8v14c0 6-3 9-9 9s-9-3-9-9V78c0-5 3-8 9-8z"/>)s"
    R"s(<path class="m-line" d="M124 26c7 0 10 4 10 10v22c0 6-3 10-10 10s-10-4-10-10V36c0-6 3-10 10-10zM124 70c6 0 9 3 9)s"
    R"s( 8v14c0 6-3 9-9 9s-9-3-9-9V78c0-5 3-8 9-8z"/><path class="m-line thin" d="M120 36v18M121 80v10"/>)s"_h;
// Heaps of salt between the pans.
const Markup kSalt =
    R"s(<path class="m-soft" d="M0 92h160v28H0z"/><path class="m-paper" d="M10 94c10-24 20-40 30-40s20 16 30 40zM86 94c8-18)s"
    R"s( 15-29 23-29s15 11 23 29z"/><path class="m-paper" d="M48 98c12-30 22-48 34-48s22 18 34 48z"/>)s"
    R"s(<path class="m-line" d="M10 94c10-24 20-40 30-40 7 0 14 7 20 18M105 72c2-4 4-7 4-7 8 0 15 11 23 29M48 98c12-30 22-48)s"
    R"s( 34-48s22 18 34 48zM10 94h40M114 94h18"/><path class="m-line thin" d="M70 84l3-6M86 72l3-6M94 88l3-6M78 66l3-6M28)s"
    R"s( 84l3-6M40 70l3-6M116 84l3-6"/><path class="m-indigo" d="M6 104h56l-6 5H0v-3zM100 106h60v5H94z"/>)s"
    R"s(<path class="m-line thin" d="M6 104h50M74 110h18M104 106h50"/><path class="m-line" d="M150 22 118 86"/>)s"
    R"s(<path class="m-amber" d="M106 82l24 12-3 6-24-12z"/><path class="m-line thin" d="M106 82l24 12-3 6-24-12z"/>)s"
    R"s(<circle class="m-red" cx="32" cy="26" r="9"/>)s"_h;
// Leaves in a basket, a mushroom.
const Markup kGreens =
    R"s(<path class="m-soft" d="M0 108h160v12H0z"/><path class="m-green" d="M58 66C40 60 30 44 36 26c16 2 28 16 28 38zM80)s"
    R"s( 64C66 48 66 26 80 12c14 14 14 36 0 52zM102 66c18-6 28-22 22-40-16 2-28 16-28 38z"/>)s"
    R"s(<path class="m-line" d="M58 66C40 60 30 44 36 26c16 2 28 16 28 38zM80 64C66 48 66 26 80 12c14 14 14 36 0 52zM102)s"
    R"s( 66c18-6 28-22 22-40-16 2-28 16-28 38z"/><path class="m-line thin" d="M40 32c8 10 14 20 20 34M80 20v44M120 32c-8)s"
    R"s( 10-14 20-20 34M46 40l9-1M51 49l10-2M80 34l6-5M80 44l-7-6M80 54l7-6M114 40l-9-1M109 49l-10-2"/>)s"
    R"s(<path class="m-amber" d="M34 66h92l-12 38H46z"/><path class="m-line thin" d="M38 78h84M42 91h76M56 66l4 38M72 66l2)s"
    R"s( 38M88 66l-2 38M104 66l-4 38"/><path class="m-line" d="M34 66h92l-12 38H46zM28 66h104"/>)s"
    R"s(<path class="m-rose" d="M128 96c0-10 6-15 13-15s13 5 13 15z"/><path class="m-paper" d="M136 96h10l1 12h-12z"/>)s"
    R"s(<path class="m-line thin" d="M128 96c0-10 6-15 13-15s13 5 13 15zM136 96l-1 12h12l-1-12"/>)s"_h;
// A bánh chưng in its bands, and one cut open.
const Markup kCake =
    R"s(<path class="m-soft" d="M0 106h160v14H0z"/><path class="m-green" d="M20 36h68v68H20z"/>)s"
    R"s(<path class="m-line thin" d="M20 48l14-12M20 66l30-30M20 84l48-48M26 98l58-58M40 104l48-48M58 104l30-30M76)s"
    R"s( 104l12-12"/><path class="m-paper" d="M38 36h7v68h-7zM63 36h7v68h-7zM20 54h68v7H20zM20 79h68v7H20z"/>)s"
    R"s(<path class="m-line thin" d="M38 36v18M45 36v18M63 36v18M70 36v18M38 61v18M45 61v18M63 61v18M70 61v18M38 86v18M45)s"
    R"s( 86v18M63 86v18M70 86v18M20 54h68M20 61h68M20 79h68M20 86h68"/>)s"
    R"s(<path class="m-line" d="M20 36h68v68H20zM54 36c-4-10-14-14-20-9 2 7 10 10 20 9zM54 36c3-11 12-15 18-10-1 7-8 11-18)s"
    R"s( 10z"/><path class="m-green" d="M96 66h52v38H96z"/><path class="m-paper" d="M102 71h40v28h-40z"/>)s"
    R"s(<path class="m-amber" d="M108 77h28v16h-28z"/><path class="m-red" d="M114 82h16v6h-16z"/>)s"
    R"s(<path class="m-line" d="M96 66h52v38H96z"/><path class="m-line thin" d="M102 71h40v28h-40zM108 77h28v16h-28z"/>)s"_h;
// Cherries on their twig, two beans.
const Markup kCoffee =
    R"s(<path class="m-soft" d="M0 108h160v12H0z"/><path class="m-line" d="M8 26c40-4 78 2 118 22"/>)s"
    R"s(<path class="m-green" d="M40 24C44 8 62 2 82 8 78 24 60 32 40 24zM30 25c-4 14-14 22-26 22 2-14 12-22 26-22zM126)s"
    R"s( 48c4-16 16-24 32-22-2 16-14 26-32 22z"/><path class="m-line thin" d="M40 24C54 22 68 16 82 8M30 25c-8 8-16 14-24)s"
    R"s( 20M126 48c10-8 20-16 30-20M52 22l2-7M62 19l3-7M53 22l8 3M136 41l0-8M136 41l8 2"/>)s"
    R"s(<circle class="m-red" cx="56" cy="44" r="10"/><circle class="m-line" cx="56" cy="44" r="10"/>)s"
    R"s(<path class="m-line thin" d="M51 42c1-3 3-5 6-5"/><circle class="m-red" cx="75" cy="50" r="10"/>)s"
    R"s(<circle class="m-line" cx="75" cy="50" r="10"/><path class="m-line thin" d="M70 48c1-3 3-5 6-5"/>)s"
    R"s(<circle class="m-amber" cx="62" cy="62" r="10"/><circle class="m-line" cx="62" cy="62" r="10"/>)s"
    R"s(<path class="m-line thin" d="M57 60c1-3 3-5 6-5"/><circle class="m-red" cx="94" cy="47" r="10"/>)s"
    R"s(<circle class="m-line" cx="94" cy="47" r="10"/><path class="m-line thin" d="M89 45c1-3 3-5 6-5"/>)s"
    R"s(<circle class="m-red" cx="98" cy="65" r="10"/><circle class="m-line" cx="98" cy="65" r="10"/>)s"
    R"s(<path class="m-line thin" d="M93 63c1-3 3-5 6-5"/><circle class="m-red" cx="81" cy="69" r="10"/>)s"
    R"s(<circle class="m-line" cx="81" cy="69" r="10"/><path class="m-line thin" d="M76 67c1-3 3-5 6-5"/>)s"
    R"s(<path class="m-line thin" d="M56 34l2-9M75 40l-1-13M94 37l0-5"/><g transform="translate(38 96) rotate(-18)">)s"
    R"s(<path class="m-amber" d="M-17 0c0-8 8-13 17-13s17 5 17 13-8 13-17 13-17-5-17-13z"/>)s"
    R"s(<path class="m-line" d="M-17 0c0-8 8-13 17-13s17 5 17 13-8 13-17 13-17-5-17-13zM-16 2c8-6 11 5 17-2s9-5 15-2"/></g>)s"
    R"s(<g transform="translate(120 94) rotate(16)"><path class="m-amber" d="M-17 0c0-8 8-13 17-13s17 5 17 13-8 13-17)s"
    R"s( 13-17-5-17-13z"/><path class="m-line" d="M-17 0c0-8 8-13 17-13s17 5 17 13-8 13-17 13-17-5-17-13zM-16 2c8-6 11 5)s"
    R"s( 17-2s9-5 15-2"/></g>)s"_h;
// A stoppered jar and two cups.
const Markup kBottle =
    R"s(<path class="m-soft" d="M0 108h160v12H0z"/><path class="m-paper" d="M66 34h22v14c16 6 24 18 24 34 0 12-4 20-10)s"
    R"s( 26H52c-6-6-10-14-10-26 0-16 8-28 24-34z"/><path class="m-indigo" d="M44 74h66c2 5 2 12 0 18H44c-2-6-2-13 0-18z"/>)s"
    R"s(<path class="m-paper" d="M48 83l8-7 8 7-8 7zM68 83l8-7 8 7-8 7zM88 83l8-7 8 7-8 7z"/>)s"
    R"s(<path class="m-red" d="M69 14h16v12H69z"/><path class="m-amber" d="M64 26h26v8H64z"/>)s"
    R"s(<path class="m-line" d="M66 34h22v14c16 6 24 18 24 34 0 12-4 20-10 26H52c-6-6-10-14-10-26 0-16 8-28 24-34zM69)s"
    R"s( 26V14h16v12M64 26h26v8H64z"/><path class="m-line thin" d="M44 74h66M44 92h66M52 64c2-6 6-10 12-13"/>)s"
    R"s(<path class="m-paper" d="M120 88h26c0 10-5 18-9 20h-8c-4-2-9-10-9-20zM12 92h22c0 8-4 14-8 16h-6c-4-2-8-8-8-16z"/>)s"
    R"s(<path class="m-line" d="M120 88h26c0 10-5 18-9 20h-8c-4-2-9-10-9-20zM12 92h22c0 8-4 14-8 16h-6c-4-2-8-8-8-16z"/>)s"
    R"s(<path class="m-rose" d="M123 91h20l-1 5h-18zM15 95h16l-1 4H16z"/>)s"_h;
// A cashew with its apple, two kernels.
const Markup kNut =
    R"s(<path class="m-soft" d="M0 108h160v12H0z"/><path class="m-line" d="M20 18c26-6 52-4 74 8"/>)s"
    R"s(<path class="m-green" d="M40 16C48 2 66-2 84 6 76 20 58 26 40 16zM92 26c8-14 26-18 42-10-8 14-26 20-42 10z"/>)s"
    R"s(<path class="m-line thin" d="M40 16c14 0 28-4 44-10M92 26c14-1 28-5 42-10M52 16l5-6M62 14l5-6M106 24l5-6M116)s"
    R"s( 22l5-6"/><path class="m-line thin" d="M62 16v14"/><path class="m-red" d="M62 28c12 0 20 8 20 20 0 14-8 24-20 24S42)s"
    R"s( 62 42 48c0-12 8-20 20-20z"/><path class="m-line" d="M62 28c12 0 20 8 20 20 0 14-8 24-20 24S42 62 42 48c0-12 8-20)s"
    R"s( 20-20z"/><path class="m-line thin" d="M50 42c1-4 4-7 8-8"/><path class="m-amber" d="M54 71c-6 4-8 14-2 20 7 7 20 5)s"
    R"s( 24-4 2-5-2-8-6-6-4 1-6 1-7-3-1-5-4-9-9-7z"/><path class="m-line" d="M54 71c-6 4-8 14-2 20 7 7 20 5 24-4)s"
    R"s( 2-5-2-8-6-6-4 1-6 1-7-3-1-5-4-9-9-7z"/><g transform="translate(112 88)">)s"
    R"s(<path class="m-paper" d="M-16-8c-8 6-9 18 0 24 11 7 27 1 30-12 1-6-5-9-9-5-3 4-7 4-9 0-2-6-6-11-12-7z"/>)s"
    R"s(<path class="m-line" d="M-16-8c-8 6-9 18 0 24 11 7 27 1 30-12 1-6-5-9-9-5-3 4-7 4-9 0-2-6-6-11-12-7z"/>)s"
    R"s(<path class="m-line thin" d="M-16 2c0 6 4 9 9 10"/></g><g transform="translate(128 66) rotate(150) scale(.8)">)s"
    R"s(<path class="m-paper" d="M-16-8c-8 6-9 18 0 24 11 7 27 1 30-12 1-6-5-9-9-5-3 4-7 4-9 0-2-6-6-11-12-7z"/>)s"
    R"s(<path class="m-line" d="M-16-8c-8 6-9 18 0 24 11 7 27 1 30-12 1-6-5-9-9-5-3 4-7 4-9 0-2-6-6-11-12-7z"/>)s"
    R"s(<path class="m-line thin" d="M-16 2c0 6 4 9 9 10"/></g>)s"_h;

}  // namespace ocop::marks::drawings
