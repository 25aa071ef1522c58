using Frontdesk.SignIn;
using Frontdesk.Tests.Harness;

namespace Frontdesk.Tests.SignIn;

/// <summary>Somebody's authenticator app, and the codes they keep in a drawer.</summary>
public sealed class Phone(FrontdeskApp app, Agent owner, byte[] secret, IReadOnlyList<string> recoveryCodes)
{
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public IReadOnlyList<string> RecoveryCodes => recoveryCodes;

    public string CodeAt(int stepsFromNow) => Totp.Code(secret, Totp.StepAt(DateTimeOffset.UtcNow) + stepsFromNow);

    /// <summary>A code of now that counts as not used yet, as if the time had passed.</summary>
    public async Task<string> NextCode()
    {
        await app.Execute("update users set totp_last_step = 0 where id = $1", owner.UserId);
        return CodeAt(0);
    }

    public static byte[] Read(string letters)
    {
        var bits = string.Concat(letters.Replace(" ", "", StringComparison.Ordinal).Select(c => Convert.ToString(Base32.IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. bits.Chunk(8).Where(eight => eight.Length == 8).Select(eight => Convert.ToByte(new string(eight), 2))];
    }

    /// <summary>Turns the second factor on over the API.</summary>
    public static async Task<Phone> SetUp(FrontdeskApp app, Agent owner)
    {
        var secret = Read((await owner.Post("/api/v1/me/two-factor/begin", new { password = Agent.Password })).Ok()["secret"].GetString()!);
        var codes = (await owner.Post("/api/v1/me/two-factor/confirm", new { code = Totp.Code(secret, Totp.StepAt(DateTimeOffset.UtcNow)) })).Ok()["recovery_codes"];
        return new Phone(app, owner, secret, [.. codes.EnumerateArray().Select(c => c.GetString()!)]);
    }
}
