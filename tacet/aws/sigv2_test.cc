#include "tacet/aws/sigv2.h"

namespace tacet::aws {
namespace {

// "REST Authentication", query string example, of
// https://docs.aws.amazon.com/AmazonS3/latest/API/RESTAuthentication.html
TEST(SigV2Test, AgreesWithTheExampleOfTheDocumentation) {
  const RequestLine line{"GET", "/photos/puppy.jpg",
                         "AWSAccessKeyId=AKIAIOSFODNN7EXAMPLE"
                         "&Signature=NpgCjnDzrM%2BWFzoENXmpNDUsSn8%3D&Expires=1175139620"};
  const auto query = ParsePresignedQueryV2(line.query);
  ASSERT_TRUE(query) << query.error().message;
  EXPECT_EQ(query->access_key_id, "AKIAIOSFODNN7EXAMPLE");
  EXPECT_EQ(query->expires, Time(std::chrono::seconds(1175139620)));
  const auto text =
      StringToSignV2(line, {{"Host", "johnsmith.s3.amazonaws.com"}}, "johnsmith").value();
  EXPECT_EQ(SignatureV2("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", text), query->signature);
}

// Made by botocore 1.43.11 (HmacV1QueryAuth).
TEST(SigV2Test, AgreesWithBotocore) {
  const RequestLine get{"GET", "/media/a%20b",
                        "response-content-type=text%2Fplain&x=1&AWSAccessKeyId=AKIDEXAMPLE"
                        "&Signature=sonrm35U5o03N5uHEF1Hmsb7iaU%3D&Expires=1795493400"};
  EXPECT_EQ(SignatureV2("fakesecretkey", StringToSignV2(get, {}, "").value()),
            "sonrm35U5o03N5uHEF1Hmsb7iaU=");

  const RequestLine put{"PUT", "/in/a.wav",
                        "uploadId=u1&partNumber=2&AWSAccessKeyId=AKIDEXAMPLE"
                        "&Signature=W61OPzToHYz%2BeBpIGZovrQreWTw%3D&x-amz-acl=private"
                        "&content-type=audio%2Fwav&Expires=1795493400"};
  const std::string expected = "W61OPzToHYz+eBpIGZovrQreWTw=";
  EXPECT_EQ(SignatureV2("fakesecretkey", StringToSignV2(put, {}, "media").value()), expected);
  EXPECT_EQ(SignatureV2("fakesecretkey",
                        StringToSignV2(
                            put, {{"Content-Type", "audio/wav"}, {"X-Amz-Acl", "private"}}, "media")
                            .value()),
            expected);
  EXPECT_NE(SignatureV2("fakesecretkey",
                        StringToSignV2(put, {{"X-Amz-Acl", "public-read"}}, "media").value()),
            expected);
}

TEST(SigV2Test, RefusesWhatIsMissingTwiceOrMalformed) {
  const std::string good =
      "AWSAccessKeyId=AKID&Signature=sonrm35U5o03N5uHEF1Hmsb7iaU%3D&Expires=1795493400";
  EXPECT_TRUE(ParsePresignedQueryV2(good));
  EXPECT_TRUE(HasPresignedQueryV2(good));
  for (const std::string& query :
       {std::string("AWSAccessKeyId=AKID&Expires=1795493400"), good + "&Expires=1", good + "&a=%",
        std::string("AWSAccessKeyId=AKID&Signature=abc&Expires=1795493400"),
        std::string("AWSAccessKeyId=AKID&Signature=sonrm35U5o03N5uHEF1Hmsb7iaU%3D&Expires=-1"),
        std::string("AWSAccessKeyId=AKID&Signature=sonrm35U5o03N5uHEF1Hmsb7iaU%3D&Expires=1e9"),
        std::string("AWSAccessKeyId=AKID&Signature=sonrm35U5o03N5uHEF1Hmsb7iaU%3D"
                    "&Expires=99999999999999999")}) {
    EXPECT_FALSE(ParsePresignedQueryV2(query)) << query;
  }
  EXPECT_TRUE(ParsePresignedQueryV2(good + "&x-amz-security-token=t")->has_security_token);
}

// "a\nb" in one piece would be signed like "a" and "b" in two.
TEST(SigV2Test, RefusesLineEndsInsideAPiece) {
  EXPECT_FALSE(StringToSignV2({"GET", "/b/k", "x-amz-a=1%0Ax-amz-b:2"}, {}, ""));
}

}  // namespace
}  // namespace tacet::aws
