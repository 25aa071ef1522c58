using Frontdesk.SignIn;
using Frontdesk.Tests.Harness;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.SignIn;

/// <summary>How long an answer takes tells nobody which accounts exist: every try costs one hash, whoever is asked for.</summary>
public sealed class HashingOnce(FrontdeskApp app) : IClassFixture<FrontdeskApp>
{
    [Fact]
    public async Task Whatever_the_account_is_a_try_costs_exactly_one_hash()
    {
        var hasher = new CountingHasher();
        var node = await app.SecondNode(builder => builder.Services.AddSingleton<IPasswordHasher<User>>(hasher));
        hasher.Reset();

        foreach (var (state, sql) in new[]
        {
            ("fine", "select $1::uuid"),
            ("not verified", "update users set email_verified_at = null where id = $1"),
            ("locked", "update users set locked_until = now() + interval '1 hour' where id = $1"),
            ("signs in elsewhere only", "update users set password_hash = null where id = $1"),
            ("suspended", "update users set status = 'suspended' where id = $1"),
            ("with a second factor", "update users set totp_enabled_at = now(), totp_secret_encrypted = 'x' where id = $1"),
        })
        {
            var ann = await Agent.Registers(app, "Ann", "Tarnholt");
            await app.Execute(sql, ann.UserId);
            foreach (var password in new[] { "Wrong-Horse-7", Agent.Password, "", new string('x', 100_000) })
            {
                (await Hashes(ann.Email, password)).ShouldBe(1, $"{state}, {password.Length} characters");
            }
        }

        (await Hashes("nobody@company.test", Agent.Password)).ShouldBe(1, "unknown");

        async Task<int> Hashes(string email, string password)
        {
            hasher.Reset();
            await node.Post("/api/v1/auth/login", new { email, password });
            return hasher.Count;
        }
    }

    private sealed class CountingHasher : IPasswordHasher<User>
    {
        private readonly PasswordHasher<User> _real = new(Options.Create(new PasswordHasherOptions { IterationCount = 1000 }));
        private int _count;

        public int Count => _count;

        public void Reset() => _count = 0;

        public string HashPassword(User user, string password)
        {
            Interlocked.Increment(ref _count);
            return _real.HashPassword(user, password);
        }

        public PasswordVerificationResult VerifyHashedPassword(User user, string hashedPassword, string providedPassword)
        {
            Interlocked.Increment(ref _count);
            return _real.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }
}
