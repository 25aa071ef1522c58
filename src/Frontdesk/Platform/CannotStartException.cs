namespace Frontdesk.Platform;

/// <summary>The server cannot start, with what the operator can do about it. Printed as it is, without a stack trace.</summary>
public sealed class CannotStartException(string message) : Exception(message);
