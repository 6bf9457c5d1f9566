#include "tacet/api/cbor.h"

#include <bit>
#include <cmath>
#include <limits>
#include <optional>

#include "tacet/api/json_decoder.h"
#include "tacet/aws/encoding.h"

namespace tacet::api {
namespace {

// Major types, RFC 8949 section 3.1.
enum : uint8_t { kUnsigned, kNegative, kBytes, kText, kArray, kMap, kTag, kSimple };

constexpr uint8_t kIndefinite = 31;
constexpr uint64_t kTimestampTag = 1;
constexpr char kBreak = '\xff';

// RFC 8949 appendix D.
double FromHalf(uint16_t half) {
  const int exponent = (half >> 10) & 0x1f;
  const int mantissa = half & 0x3ff;
  double value = 0;
  if (exponent == 0) {
    value = std::ldexp(mantissa, -24);
  } else if (exponent != 31) {
    value = std::ldexp(mantissa + 1024, exponent - 25);
  } else if (mantissa == 0) {
    value = std::numeric_limits<double>::infinity();
  } else {
    value = std::numeric_limits<double>::quiet_NaN();
  }
  return (half & 0x8000) != 0 ? -value : value;
}

class Decoder {
 public:
  explicit Decoder(std::string_view bytes) : rest_(bytes) {}

  Result<Input> Whole() {
    ASSIGN_OR_RETURN(Input value, Item(/*depth=*/0));
    if (!rest_.empty()) return Fault("bytes follow its end");
    return value;
  }

 private:
  struct Head {
    uint8_t major = 0;
    uint8_t info = 0;       // 31 = indefinite length
    uint64_t argument = 0;  // the length, value or tag
  };

  static tl::unexpected<Error> Fault(const std::string& what) {
    return MakeError(ErrorCode::kInvalidArgument, "The request body can't be read: " + what + ".");
  }
  static tl::unexpected<Error> CutOff() { return Fault("it is cut off"); }

  Result<Head> ReadHead() {
    if (rest_.empty()) return CutOff();
    const auto first = static_cast<uint8_t>(rest_[0]);
    rest_.remove_prefix(1);
    Head head{.major = static_cast<uint8_t>(first >> 5), .info = static_cast<uint8_t>(first & 31)};
    if (head.info < 24) {
      head.argument = head.info;
    } else if (head.info < 28) {
      const size_t width = size_t{1} << (head.info - 24);
      if (rest_.size() < width) return CutOff();
      for (size_t i = 0; i < width; ++i) {
        head.argument = head.argument << 8 | static_cast<uint8_t>(rest_[i]);
      }
      rest_.remove_prefix(width);
    } else if (head.info != kIndefinite || head.major <= kNegative || head.major == kTag) {
      return Fault("it holds a reserved value");
    }
    return head;
  }

  bool AtBreak() {
    if (rest_.empty() || rest_[0] != kBreak) return false;
    rest_.remove_prefix(1);
    return true;
  }

  Result<std::string> Chunk(uint64_t length) {
    if (length > rest_.size()) return CutOff();
    std::string chunk(rest_.substr(0, length));
    rest_.remove_prefix(length);
    return chunk;
  }

  // Bytes or text; each chunk of a text must be UTF-8 by itself (RFC 8949 section 3.2.3).
  Result<std::string> String(const Head& head) {
    std::string whole;
    Head chunk_head = head;
    while (head.info == kIndefinite) {
      if (AtBreak()) return whole;
      ASSIGN_OR_RETURN(chunk_head, ReadHead());
      if (chunk_head.major != head.major || chunk_head.info == kIndefinite) {
        return Fault("a string's chunk is of another type");
      }
      ASSIGN_OR_RETURN(const std::string chunk, Chunk(chunk_head.argument));
      if (head.major == kText && !aws::IsUtf8(chunk)) return Fault("a text is not UTF-8");
      whole += chunk;
    }
    ASSIGN_OR_RETURN(whole, Chunk(head.argument));
    if (head.major == kText && !aws::IsUtf8(whole)) return Fault("a text is not UTF-8");
    return whole;
  }

  Result<Input> Array(const Head& head, int depth) {
    Input array = Input::array();
    // No memory is set aside for a length that is only claimed.
    for (uint64_t i = 0; head.info == kIndefinite || i < head.argument; ++i) {
      if (head.info == kIndefinite && AtBreak()) break;
      ASSIGN_OR_RETURN(Input element, Item(depth));
      array.push_back(std::move(element));
    }
    return array;
  }

  Result<Input> Map(const Head& head, int depth) {
    Input map = Input::object();
    for (uint64_t i = 0; head.info == kIndefinite || i < head.argument; ++i) {
      if (head.info == kIndefinite && AtBreak()) break;
      ASSIGN_OR_RETURN(const Head name_head, ReadHead());
      if (name_head.major != kText) return Fault("a member's name is not text");
      ASSIGN_OR_RETURN(const std::string name, String(name_head));
      if (map.contains(name)) return Fault("a member is given twice");
      ASSIGN_OR_RETURN(map[name], Item(depth));
    }
    return map;
  }

  Result<Input> Simple(const Head& head) {
    switch (head.info) {
      case 20:
      case 21:
        return Input(head.info == 21);
      case 22:  // null
      case 23:  // undefined: Smithy has no such value, so it is as good as null
        return Input(nullptr);
      case 25:
        return Input(FromHalf(static_cast<uint16_t>(head.argument)));
      case 26:
        return Input(double{std::bit_cast<float>(static_cast<uint32_t>(head.argument))});
      case 27:
        return Input(std::bit_cast<double>(head.argument));
      default:
        return Fault("it holds an unknown simple value");
    }
  }

  Result<Input> Item(int depth) {
    if (depth > kMaxDepth) {
      return Fault("it is nested deeper than " + std::to_string(kMaxDepth) + " levels");
    }
    ASSIGN_OR_RETURN(const Head head, ReadHead());
    switch (head.major) {
      case kUnsigned:
        return Input(head.argument);
      case kNegative:
        if (head.argument > static_cast<uint64_t>(std::numeric_limits<int64_t>::max())) {
          return Fault("a number is below 64 bits");
        }
        return Input(-1 - static_cast<int64_t>(head.argument));
      case kBytes: {
        ASSIGN_OR_RETURN(const std::string bytes, String(head));
        return Input(Input::binary({bytes.begin(), bytes.end()}));
      }
      case kText: {
        ASSIGN_OR_RETURN(std::string text, String(head));
        return Input(std::move(text));
      }
      case kArray:
        return Array(head, depth + 1);
      case kMap:
        return Map(head, depth + 1);
      case kTag: {
        if (head.argument != kTimestampTag) return Fault("it holds an unknown tag");
        ASSIGN_OR_RETURN(Input number, Item(depth + 1));
        if (!number.is_number()) return Fault("a timestamp is not a number");
        return number;
      }
      default:
        return Simple(head);
    }
  }

  std::string_view rest_;
};

void AppendHead(uint8_t major, uint64_t argument, std::string& out) {
  const auto first = [major](unsigned info) {
    return static_cast<char>(unsigned{major} << 5 | info);
  };
  int width = 0;
  if (argument < 24) {
    out += first(static_cast<unsigned>(argument));
  } else if (argument <= 0xff) {
    out += first(24);
    width = 1;
  } else if (argument <= 0xffff) {
    out += first(25);
    width = 2;
  } else if (argument <= 0xffffffff) {
    out += first(26);
    width = 4;
  } else {
    out += first(27);
    width = 8;
  }
  for (int i = width - 1; i >= 0; --i) out += static_cast<char>(argument >> (8 * i) & 0xff);
}

// With its whole width, also where fewer bits would do: clients read the width as the type.
template <typename Bits>
void AppendFloat(uint8_t info, Bits bits, std::string& out) {
  out += static_cast<char>(kSimple << 5 | info);
  for (int i = static_cast<int>(sizeof(Bits)) - 1; i >= 0; --i) {
    out += static_cast<char>(bits >> (8 * i) & 0xff);
  }
}

void AppendText(const std::string& text, std::string& out) {
  AppendHead(kText, text.size(), out);
  out += text;
}

void AppendNumber(const Output& value, const Shape* shape, std::string& out) {
  if (shape != nullptr && shape->type == ShapeType::kTime) {
    AppendHead(kTag, kTimestampTag, out);
    AppendFloat(27, std::bit_cast<uint64_t>(value.get<double>()), out);
  } else if (shape != nullptr && shape->type == ShapeType::kFloat) {
    AppendFloat(26, std::bit_cast<uint32_t>(value.get<float>()), out);
  } else if (value.is_number_float()) {
    AppendFloat(27, std::bit_cast<uint64_t>(value.get<double>()), out);
  } else if (value.is_number_unsigned()) {
    AppendHead(kUnsigned, value.get<uint64_t>(), out);
  } else if (const auto number = value.get<int64_t>(); number >= 0) {
    AppendHead(kUnsigned, static_cast<uint64_t>(number), out);
  } else {
    AppendHead(kNegative, static_cast<uint64_t>(-1 - number), out);
  }
}

void Append(const Output& value, const Shape* shape, std::string& out) {
  if (value.is_object()) {
    AppendHead(kMap, value.size(), out);
    for (const auto& [name, member] : value.items()) {
      AppendText(name, out);
      const Member* known = shape != nullptr ? shape->Find(name) : nullptr;
      Append(member, known != nullptr ? known->shape : nullptr, out);
    }
  } else if (value.is_array()) {
    AppendHead(kArray, value.size(), out);
    for (const Output& element : value) {
      Append(element, shape != nullptr ? shape->element : nullptr, out);
    }
  } else if (value.is_string()) {
    AppendText(value.get_ref<const std::string&>(), out);
  } else if (value.is_boolean()) {
    out += static_cast<char>(kSimple << 5 | (value.get<bool>() ? 21 : 20));
  } else if (value.is_number()) {
    AppendNumber(value, shape, out);
  } else {
    out += static_cast<char>(kSimple << 5 | 22);
  }
}

}  // namespace

Result<Input> DecodeCbor(std::string_view bytes) { return Decoder(bytes).Whole(); }

Result<Input> DecodeCborObject(std::string_view bytes) {
  if (bytes.empty()) return Input::object();
  ASSIGN_OR_RETURN(Input value, DecodeCbor(bytes));
  if (!value.is_object()) {
    return MakeError(ErrorCode::kInvalidArgument,
                     "The request body can't be read: it is not a CBOR map.");
  }
  return value;
}

std::string EncodeCbor(const Output& value, const Shape* shape) {
  std::string out;
  Append(value, shape, out);
  return out;
}

}  // namespace tacet::api
