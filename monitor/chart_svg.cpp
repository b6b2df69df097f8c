#include "monitor/chart_svg.h"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>
#include <vector>

#include "monitor/plain_text.h"

namespace monitor {
namespace {

// In pixels of a width of 660, which is the width of the text of an A4 page.
constexpr double kWidth = 660, kLegend = 26, kLine = 15;
constexpr double kBar = 13, kBarGap = 3, kEntryGap = 10, kNumberRoom = 80;
constexpr double kColumnsHeight = 150, kAxis = 36, kTop = 18;
constexpr std::size_t kLabelWidth = 92;  // characters in a line of a label
constexpr std::size_t kLongestLabel = 180;
constexpr std::size_t kAllColumnsPrinted = 24;  // more columns leave no room for their numbers

class Drawing {
 public:
  Drawing(const Chart& chart, std::size_t ordinal)
      : chart_(chart), id_(fmt::format("chart{}", ordinal)) {
    for (const Chart::Entry& entry : chart.entries) {
      for (const double value : entry.values) most_ = std::max(most_, value);
    }
  }

  std::string Draw() {
    Legend();
    if (chart_.kind == Chart::Kind::kColumns) {
      Columns();
    } else {
      Bars();
    }
    return fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0:.0f} {1:.0f}\" role=\"img\" "
        "aria-labelledby=\"{2}-title {2}-desc\">\n"
        "<title id=\"{2}-title\">{3}</title>\n<desc id=\"{2}-desc\">{4}</desc>\n"
        "<defs><pattern id=\"{2}-hatch\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" "
        "patternTransform=\"rotate(45)\"><rect class=\"s1\" width=\"5\" height=\"5\"/>"
        "<rect class=\"hatch\" width=\"2\" height=\"5\"/></pattern></defs>\n{5}</svg>\n",
        kWidth, height_, id_, EscapeXml(chart_.title), EscapeXml(chart_.description), body_);
  }

 private:
  void Rectangle(std::size_t series, double x, double y, double width, double height) {
    const std::string fill =
        series == 0 ? "class=\"s0\"" : fmt::format("class=\"e1\" fill=\"url(#{}-hatch)\"", id_);
    body_ +=
        fmt::format("<rect {} x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\"/>\n",
                    fill, x, y, width, height);
  }

  void Text(double x, double y, std::string_view anchor, std::string_view text) {
    body_ += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\">{}</text>\n", x, y,
                         anchor, EscapeXml(text));
  }

  void Legend() {
    if (chart_.series.size() < 2) return;
    double x = 0;
    for (std::size_t i = 0; i < chart_.series.size(); ++i) {
      Rectangle(i, x, 2, 14, 12);
      Text(x + 20, 12, "start", chart_.series[i]);
      x += 48 + 7.5 * static_cast<double>(Width(chart_.series[i]));
    }
    height_ = kLegend;
  }

  double Share(double value) const { return most_ > 0 ? value / most_ : 0; }

  void Bars() {
    for (const Chart::Entry& entry : chart_.entries) {
      std::istringstream label(Wrap(Shorten(OneLine(entry.label), kLongestLabel), "", kLabelWidth));
      for (std::string line; std::getline(label, line);) {
        height_ += kLine;
        Text(0, height_ - 4, "start", Shorten(line, kLabelWidth));
      }
      for (std::size_t i = 0; i < entry.values.size(); ++i) {
        const double width = std::max(Share(entry.values[i]) * (kWidth - kNumberRoom), 1.0);
        Rectangle(i, 0, height_, width, kBar);
        Text(width + 6, height_ + kBar - 2, "start", entry.printed[i]);
        height_ += kBar + kBarGap;
      }
      height_ += kEntryGap;
    }
  }

  void Columns() {
    const double top = height_ + kTop, bottom = top + kColumnsHeight;
    const double slot = kWidth / static_cast<double>(chart_.entries.size());
    const auto series = static_cast<double>(chart_.series.size());
    const double width = std::min(slot * 0.8 / series, 34.0);
    double x = 0;
    for (const Chart::Entry& entry : chart_.entries) {
      const double begin = x + (slot - width * series) / 2;
      for (std::size_t i = 0; i < entry.values.size(); ++i) {
        const double left = begin + width * static_cast<double>(i);
        const double height = Share(entry.values[i]) * kColumnsHeight;
        if (height > 0) Rectangle(i, left, bottom - height, width - 1, height);
        if (height > 0 && chart_.entries.size() <= kAllColumnsPrinted) {
          Text(left + width / 2, bottom - height - 4, "middle", entry.printed[i]);
        }
      }
      std::istringstream label(entry.label);
      double y = bottom + kLine;
      for (std::string line; std::getline(label, line); y += kLine) {
        Text(x + slot / 2, y, "middle", line);
      }
      x += slot;
    }
    body_ += fmt::format(
        "<line class=\"axis\" x1=\"0\" y1=\"{0:.1f}\" x2=\"{1:.0f}\" y2=\"{0:.1f}\"/>\n", bottom,
        kWidth);
    height_ = bottom + kAxis;
  }

  const Chart& chart_;
  std::string id_, body_;
  double most_ = 0, height_ = 0;
};

}  // namespace

std::string EscapeXml(std::string_view text) {
  std::string escaped;
  for (const char c : OneLine(text)) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\'':
        escaped += "&#39;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

std::string ToSvg(const Chart& chart, std::size_t ordinal) {
  return chart.entries.empty() ? "" : Drawing(chart, ordinal).Draw();
}

}  // namespace monitor
