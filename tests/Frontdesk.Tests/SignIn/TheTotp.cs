using System.Text;
using Frontdesk.SignIn;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.SignIn;

/// <summary>The codes of authenticator apps, by the vectors of RFC 6238 (appendix B) and RFC 4648.</summary>
public sealed class TheTotp
{
    private static readonly byte[] Secret = Encoding.ASCII.GetBytes("12345678901234567890");

    [Theory]
    [InlineData(59, "94287082")]
    [InlineData(1111111109, "07081804")]
    [InlineData(1111111111, "14050471")]
    [InlineData(1234567890, "89005924")]
    [InlineData(2000000000, "69279037")]
    [InlineData(20000000000, "65353130")]
    public void Codes_are_those_of_the_standard(long seconds, string code)
    {
        var instant = DateTimeOffset.FromUnixTimeSeconds(seconds);

        Totp.Code(Secret, Totp.StepAt(instant), digits: 8).ShouldBe(code);
        Totp.Code(Secret, Totp.StepAt(instant)).ShouldBe(code[2..]);
    }

    [Theory]
    [InlineData(-2, false)]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void A_code_counts_one_step_early_and_one_step_late(int steps, bool counts)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);
        Totp.Match(Secret, Totp.Code(Secret, Totp.StepAt(now) + steps), now).ShouldBe(counts ? Totp.StepAt(now) + steps : null);
    }

    [Theory]
    [InlineData("")]
    [InlineData("12345")]
    [InlineData("1234567")]
    [InlineData("١٢٣٤٥٦")]
    [InlineData("abcdef")]
    public void What_is_no_code_matches_nothing(string code) => Totp.Match(Secret, code, DateTimeOffset.UtcNow).ShouldBeNull();

    [Fact]
    public void The_secret_is_written_in_base_32() => Totp.InLetters(Secret).ShouldBe("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");

    [Fact]
    public void The_app_shows_the_account_under_the_products_name() =>
        Totp.Address(Secret, "ann+x@shop.test").ShouldBe("otpauth://totp/Frontdesk:ann%2Bx%40shop.test?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Frontdesk&algorithm=SHA1&digits=6&period=30");

    [Fact]
    public void Recovery_codes_are_ten_and_read_as_people_type_them()
    {
        var codes = RecoveryCodes.Make();

        codes.Distinct().Count().ShouldBe(10);
        codes.ShouldAllBe(c => c.Length == 19);
        RecoveryCodes.Hash(codes[0].ToUpperInvariant().Replace("-", " ", StringComparison.Ordinal).Replace('0', 'O').Replace('1', 'l')).ShouldBe(RecoveryCodes.Hash(codes[0]));
        RecoveryCodes.Hash("4k7m-x2pq").ShouldBeNull();
        RecoveryCodes.Hash(new string('0', 100_000)).ShouldBeNull();
    }
}
