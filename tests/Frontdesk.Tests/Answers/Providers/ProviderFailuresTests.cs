using System.Net;
using System.Text.Json;
using Frontdesk.Answers.Providers;
using Frontdesk.Platform.Http;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Answers.Providers;

public sealed class ProviderFailuresTests
{
    public static TheoryData<Exception, ProviderFailureKind> Exceptions => new()
    {
        { new AddressRefusedException("no"), ProviderFailureKind.AddressRefused },
        { new InvalidOperationException("outer", new AddressRefusedException("no")), ProviderFailureKind.AddressRefused },
        { new HttpRequestException("refused", new IOException()), ProviderFailureKind.Unavailable },
        { new IOException("ended"), ProviderFailureKind.Garbage },
        { new HttpIOException(HttpRequestError.ResponseEnded), ProviderFailureKind.Garbage },
        { new JsonException(), ProviderFailureKind.Garbage },
        { new KeyNotFoundException(), ProviderFailureKind.Garbage },
        { new TaskCanceledException("slow", new TimeoutException()), ProviderFailureKind.TimedOut },
        { new TimeoutException(), ProviderFailureKind.TimedOut },
    };

    [Theory]
    [MemberData(nameof(Exceptions))]
    public void Every_exception_has_a_kind_and_a_sentence(Exception exception, ProviderFailureKind kind)
    {
        var failure = ProviderFailures.From(exception);
        failure.Kind.ShouldBe(kind);
        failure.Message.ShouldNotBeNullOrWhiteSpace();
    }

    [Fact]
    public void A_failure_that_is_known_stays_as_it_is()
    {
        var failure = new ProviderFailure(ProviderFailureKind.RateLimited, "Wait.", TimeSpan.FromSeconds(3));
        ProviderFailures.From(new AggregateException(new ProviderException(failure))).ShouldBe(failure);
    }
}
