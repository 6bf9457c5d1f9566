// Makes the smallest network that a Tagger takes, for tests: the scores of a place are the row of
// a table that its word piece's id names. ONNX is protocol buffers; the few messages that it takes
// are written by hand.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace tacet::pii {

class ProtoWriter {
 public:
  ProtoWriter& Number(uint32_t field, uint64_t value) {
    Varint(field << 3);
    Varint(value);
    return *this;
  }
  ProtoWriter& Bytes(uint32_t field, std::string_view value) {
    Varint((field << 3) | 2);
    Varint(value.size());
    bytes_ += value;
    return *this;
  }
  const std::string& bytes() const { return bytes_; }

 private:
  void Varint(uint64_t value) {
    for (; value >= 0x80; value >>= 7) bytes_ += static_cast<char>(0x80 | (value & 0x7F));
    bytes_ += static_cast<char>(value);
  }

  std::string bytes_;
};

// Field numbers: onnx.proto of ONNX 1.x.
inline std::string OnnxNode(std::string_view type, std::initializer_list<std::string_view> inputs,
                            std::string_view output, std::string_view attribute = {}) {
  ProtoWriter node;
  for (const std::string_view input : inputs) node.Bytes(1, input);
  node.Bytes(2, output).Bytes(3, output).Bytes(4, type);
  if (!attribute.empty()) node.Bytes(5, attribute);
  return node.bytes();
}

inline std::string OnnxTensor(std::string_view name, uint64_t data_type,
                              std::initializer_list<size_t> shape, std::string_view raw) {
  ProtoWriter tensor;
  for (const size_t dimension : shape) tensor.Number(1, dimension);
  return tensor.Number(2, data_type).Bytes(8, name).Bytes(9, raw).bytes();
}

// A tensor of [batch, length, ...]; `last` of 0 = no third dimension.
inline std::string OnnxValue(std::string_view name, uint64_t data_type, size_t last) {
  ProtoWriter shape;
  for (const char* dimension : {"batch", "length"}) {
    shape.Bytes(1, ProtoWriter().Bytes(2, dimension).bytes());
  }
  if (last > 0) shape.Bytes(1, ProtoWriter().Number(1, last).bytes());
  const std::string tensor = ProtoWriter().Number(1, data_type).Bytes(2, shape.bytes()).bytes();
  const std::string type = ProtoWriter().Bytes(1, tensor).bytes();
  return ProtoWriter().Bytes(1, name).Bytes(2, type).bytes();
}

// `scores[id]` has one score for each tag. Scores of places that the mask hides are 0.
inline std::string TableNetwork(const std::vector<std::vector<float>>& scores) {
  constexpr uint64_t kFloat = 1;
  constexpr uint64_t kInt64 = 7;
  std::string table;
  for (const std::vector<float>& row : scores) {
    table.append(reinterpret_cast<const char*>(row.data()), row.size() * sizeof(float));
  }
  const int64_t last_axis = 2;
  const std::string axes(reinterpret_cast<const char*>(&last_axis), sizeof last_axis);
  // AttributeProto: name, i, type INT.
  const std::string to_float = ProtoWriter().Bytes(1, "to").Number(3, kFloat).Number(20, 2).bytes();
  const size_t tags = scores.front().size();
  const std::string graph = ProtoWriter()
                                .Bytes(1, OnnxNode("Gather", {"table", "input_ids"}, "rows"))
                                .Bytes(1, OnnxNode("Cast", {"attention_mask"}, "mask", to_float))
                                .Bytes(1, OnnxNode("Unsqueeze", {"mask", "axes"}, "wide_mask"))
                                .Bytes(1, OnnxNode("Mul", {"rows", "wide_mask"}, "logits"))
                                .Bytes(2, "table")
                                .Bytes(5, OnnxTensor("table", kFloat, {scores.size(), tags}, table))
                                .Bytes(5, OnnxTensor("axes", kInt64, {1}, axes))
                                .Bytes(11, OnnxValue("input_ids", kInt64, 0))
                                .Bytes(11, OnnxValue("attention_mask", kInt64, 0))
                                .Bytes(12, OnnxValue("logits", kFloat, tags))
                                .bytes();
  const std::string opset = ProtoWriter().Bytes(1, "").Number(2, 17).bytes();
  return ProtoWriter().Number(1, 8).Bytes(7, graph).Bytes(8, opset).bytes();
}

}  // namespace tacet::pii
