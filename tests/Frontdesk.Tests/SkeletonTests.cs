namespace Frontdesk.Tests;
