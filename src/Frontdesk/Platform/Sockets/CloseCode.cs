namespace Frontdesk.Platform.Sockets;

/// <summary>Why a socket was closed; the numbers are part of docs/api/realtime.md.</summary>
public static class CloseCode
{
    public const int Restart = 1012;
    public const int Malformed = 4400;
    public const int NotAuthenticated = 4401;
    public const int NotPermitted = 4403;
    public const int TooSlow = 4408;
    public const int Ended = 4409;
    public const int TooMany = 4429;
}
